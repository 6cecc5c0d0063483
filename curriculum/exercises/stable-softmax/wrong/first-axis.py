import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    weights = np.exp(x - x.max(axis=0, keepdims=True))
    return weights / weights.sum(axis=0, keepdims=True)
