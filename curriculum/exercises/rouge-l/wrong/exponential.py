def rouge_l(hyp, ref):
    common = lcs(hyp, ref)
    p = divide(common, len(hyp))
    r = divide(common, len(ref))
    return p, r, divide(2 * p * r, p + r)


def divide(a, b):
    return a / b if b else 0.0


def lcs(a, b):
    if not a or not b:
        return 0
    if a[-1] == b[-1]:
        return lcs(a[:-1], b[:-1]) + 1
    return max(lcs(a[:-1], b), lcs(a, b[:-1]))
