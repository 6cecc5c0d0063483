import math


def perplexity(nll, mask):
    rows, columns = nll.shape
    total = sum(nll[i, j].item() for i in range(rows) for j in range(columns) if mask[i, j])
    return math.exp(total / (rows * columns))
