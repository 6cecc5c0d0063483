import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    weights = x
    return weights / weights.sum(axis=axis, keepdims=True)
