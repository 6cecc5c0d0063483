def rouge_l(hyp, ref):
    common = lcs(hyp, ref)
    p = divide(common, max(len(hyp) - 1, 0))
    r = divide(common, max(len(ref) - 1, 0))
    return p, r, divide(2 * p * r, p + r)


def divide(a, b):
    return a / b if b else 0.0


def lcs(a, b):
    left = list(zip(b, b[1:]))
    count = 0
    for pair in zip(a, a[1:]):
        if pair in left:
            left.remove(pair)
            count += 1
    return count
