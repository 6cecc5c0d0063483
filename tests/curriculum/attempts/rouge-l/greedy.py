def rouge_l(hyp, ref):
    matched, position = 0, -1
    for word in hyp:
        for j in range(position + 1, len(ref)):
            if ref[j] == word:
                matched, position = matched + 1, j
                break
    p = matched / len(hyp) if len(hyp) > 0 else 0
    r = matched / len(ref) if len(ref) > 0 else 0
    return [p, r, 2 * p * r / (p + r) if matched else 0]
