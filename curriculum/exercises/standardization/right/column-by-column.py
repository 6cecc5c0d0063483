import numpy as np


def standardize(train: np.ndarray, test: np.ndarray, eps: float) -> tuple[np.ndarray, np.ndarray]:
    outs = np.empty(train.shape), np.empty(test.shape)
    for j in range(train.shape[1]):
        column = train[:, j].astype(float)
        centre = column.sum() / len(column)
        spread = max(float(np.sqrt(((column - centre) ** 2).sum() / len(column))), eps)
        outs[0][:, j] = (column - centre) / spread
        outs[1][:, j] = (test[:, j] - centre) / spread
    return outs
