import torch


def sinusoidal(n, d, base=10000.0):
    position = torch.arange(n, dtype=torch.float32)[:, None]
    column = torch.arange(d, dtype=torch.float32)
    pe = position / base ** (2 * column / d)
    pe[:, 0::2] = torch.sin(pe[:, 0::2])
    pe[:, 1::2] = torch.cos(pe[:, 1::2])
    return pe
