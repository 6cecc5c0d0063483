import numpy as np


def standardize(train: np.ndarray, test: np.ndarray, eps: float) -> tuple[np.ndarray, np.ndarray]:
    mean = train.mean(axis=0)
    std = train.std(axis=0, ddof=1)
    return (train - mean) / (std + eps), (test - mean) / (std + eps)
