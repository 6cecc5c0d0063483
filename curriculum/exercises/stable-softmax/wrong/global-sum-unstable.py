import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    weights = np.exp(x)
    return weights / weights.sum()
