from collections import Counter


def rouge_l(hyp, ref):
    overlap = sum((Counter(hyp) & Counter(ref)).values())
    precision = overlap / max(len(hyp), 1)
    recall = overlap / max(len(ref), 1)
    if overlap:
        f = 2 / (1 / precision + 1 / recall)
    else:
        f = 0.0
    return (precision, recall, f)
