import numpy as np


def standardize(train: np.ndarray, test: np.ndarray, eps: float) -> tuple[np.ndarray, np.ndarray]:
    mean = train.mean(axis=0)
    std = train.std(axis=0)
    mean2, std2 = test.mean(axis=0), test.std(axis=0)
    return (train - mean) / (std + eps), (test - mean2) / (std2 + eps)
