import numpy as np
import torch


def sinusoidal(n, d, base=10000.0):
    def angle(position, j):
        return position / np.power(base, 2 * j / d)

    rows = [[angle(p, j) for j in range(d)] for p in range(n)]
    rows = np.array(rows)
    rows[:, 0::2] = np.sin(rows[:, 0::2])
    rows[:, 1::2] = np.cos(rows[:, 1::2])
    return torch.FloatTensor(rows)
