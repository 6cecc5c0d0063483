from bisect import bisect_left


def rouge_l(hyp, ref):
    """Hunt and Szymanski: a common subsequence is a strictly increasing run of places in ref."""
    places = {}
    for j, token in enumerate(ref):
        places.setdefault(token, []).insert(0, j)  # descending, so that a token is used once
    ends = []  # ends[k]: the smallest place at which a common subsequence of length k + 1 can end
    for token in hyp:
        for j in places.get(token, ()):
            at = bisect_left(ends, j)
            ends[at : at + 1] = [j]
    if not ends:
        return [0.0, 0.0, 0.0]
    p, r = len(ends) / len(hyp), len(ends) / len(ref)
    return [p, r, 2 / (1 / p + 1 / r)]
