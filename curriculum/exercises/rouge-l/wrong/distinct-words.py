def rouge_l(hyp, ref):
    common = lcs(hyp, ref)
    p = divide(common, len(hyp))
    r = divide(common, len(ref))
    return p, r, divide(2 * p * r, p + r)


def divide(a, b):
    return a / b if b else 0.0


def lcs(a, b):
    return len(set(a) & set(b))
