import math


def windows(xs, width):
    return [tuple(xs[s : s + width]) for s in range(0, len(xs) - width + 1)]


def corpus_bleu(hyps, refs, n=4):
    right, all_of_them = {}, {}
    mine = theirs = 0
    for h, group in zip(hyps, refs, strict=False):
        mine += len(h)
        theirs += sorted((abs(len(g) - len(h)), len(g)) for g in group)[0][1]
        for width in range(1, n + 1):
            known = {w for g in group for w in windows(g, width)}
            right[width] = right.get(width, 0) + len([w for w in windows(h, width) if w in known])
            all_of_them[width] = all_of_them.get(width, 0) + len(windows(h, width))
    if 0 in right.values():
        return 0.0
    product = math.prod(right[w] / all_of_them[w] for w in right)
    return product ** (1.0 / n) * (1.0 if mine >= theirs else math.exp(1 - theirs / mine))
