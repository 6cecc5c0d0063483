import numpy as np


def precision_recall_f1(y, yhat, k, average):
    """Rows of the confusion matrix are true classes, columns are predicted ones."""
    matrix = np.zeros((k, k))
    np.add.at(matrix, (np.array(y, dtype=int), np.array(yhat, dtype=int)), 1)
    tp, predicted, support = matrix.diagonal(), matrix.sum(axis=0), matrix.sum(axis=1)
    if average == "micro":
        accuracy = tp.sum() / max(matrix.sum(), 1)
        return accuracy, accuracy, accuracy
    if average == "macro":
        weights = np.full(k, 1 / k)
    elif average == "weighted":
        weights = support / max(support.sum(), 1)
    else:
        raise ValueError(average)
    p = np.divide(tp, predicted, out=np.zeros(k), where=predicted > 0)
    r = np.divide(tp, support, out=np.zeros(k), where=support > 0)
    f = np.divide(2 * p * r, p + r, out=np.zeros(k), where=p + r > 0)
    return weights @ p, weights @ r, weights @ f
