import math

import torch


def sinusoidal(n, d, base=10000.0):
    rows = []
    for t in range(n):
        row = []
        for j in range(d):
            angle = t / base ** ((j - j % 2) / d)
            row.append(math.cos(angle) if j % 2 else math.sin(angle))
        rows.append(row)
    return torch.tensor(rows)
