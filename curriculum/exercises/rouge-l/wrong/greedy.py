def rouge_l(hyp, ref):
    common = lcs(hyp, ref)
    p = divide(common, len(hyp))
    r = divide(common, len(ref))
    return p, r, divide(2 * p * r, p + r)


def divide(a, b):
    return a / b if b else 0.0


def lcs(a, b):
    start = 0
    count = 0
    for token in a:
        if token in b[start:]:
            start = b.index(token, start) + 1
            count += 1
    return count
