import numpy as np
import torch


def sinusoidal(n, d, base=10000.0):
    """cos is a sine that is a quarter turn ahead."""
    j = np.arange(d)
    angle = np.arange(n)[:, None] * np.power(base, -(j // 2 * 2) / d) + (j % 2) * np.pi / 2
    return torch.from_numpy(np.sin(angle).astype(np.float32))
