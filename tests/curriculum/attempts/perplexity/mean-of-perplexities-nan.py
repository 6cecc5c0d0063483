import numpy as np


def perplexity(nll, mask):
    scores = []
    for row, keep in zip(nll.cpu().numpy(), mask.cpu().numpy()):
        with np.errstate(all="ignore"):
            scores.append(np.exp(np.sum(row[keep]) / np.float64(keep.sum())))
    return float(np.mean(scores))
