import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    x -= x.max(axis=axis, keepdims=True)
    weights = np.exp(x)
    return weights / weights.sum(axis=axis, keepdims=True)
