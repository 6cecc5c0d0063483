import numpy as np


def precision_recall_f1(y, yhat, k, average):
    confusion = np.zeros((k, k), dtype=int)
    for t, p in zip(y, yhat, strict=False):
        confusion[t, p] += 1
    tp = np.diag(confusion).astype(float)
    columns, rows = confusion.sum(0), confusion.sum(1)
    match average:
        case "micro":
            p = r = tp.sum() / len(y) if y else 0.0
        case "macro" | "weighted":
            ps = tp / np.maximum(columns, 1)
            rs = tp / np.maximum(rows, 1)
            w = rows / max(len(y), 1) if average == "weighted" else np.ones(k) / k
            p, r = float(ps @ w), float(rs @ w)
        case _:
            raise ValueError("average?")
    return p, r, 2 * p * r / (p + r) if p + r > 0 else 0.0
