import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    x = np.clip(x, -700, 700)
    weights = np.exp(x)
    return weights / weights.sum(axis=axis, keepdims=True)
