def rouge_l(hyp, ref):
    best = 0
    for i in range(len(hyp)):
        for j in range(len(ref)):
            length = 0
            while i + length < len(hyp) and j + length < len(ref) and hyp[i + length] == ref[j + length]:
                length += 1
            best = max(best, length)
    if best == 0:
        return 0.0, 0.0, 0.0
    p, r = best / len(hyp), best / len(ref)
    return p, r, 2 * p * r / (p + r)
