import numpy as np


def standardize(train: np.ndarray, test: np.ndarray, eps: float) -> tuple[np.ndarray, np.ndarray]:
    std = train.std(axis=0)
    return train / (std + eps), test / (std + eps)
