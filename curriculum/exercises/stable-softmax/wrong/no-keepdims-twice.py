import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    weights = np.exp(x - x.max(axis=axis))
    return weights / weights.sum(axis=axis)
