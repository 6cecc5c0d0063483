import numpy as np


def standardize(train: np.ndarray, test: np.ndarray, eps: float) -> tuple[np.ndarray, np.ndarray]:
    def rows(x):
        return (x - x.mean(axis=1, keepdims=True)) / (x.std(axis=1, keepdims=True) + eps)

    return rows(train), rows(test)
