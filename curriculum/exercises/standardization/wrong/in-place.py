import numpy as np


def standardize(train: np.ndarray, test: np.ndarray, eps: float) -> tuple[np.ndarray, np.ndarray]:
    mean, std = train.mean(axis=0), train.std(axis=0)
    if train.dtype.kind == "f":
        train -= mean
        train /= std + eps
        test -= mean
        test /= std + eps
        return train, test
    return (train - mean) / (std + eps), (test - mean) / (std + eps)
