import torch


def sinusoidal(n, d, base=10000.0):
    table = torch.zeros(n, d)
    rates = torch.pow(base, torch.arange(0, d, 2) / d)
    for row, place in enumerate(range(1, n + 1)):
        table[row, ::2] = (place / rates).sin()
        table[row, 1::2] = (place / rates).cos()
    return table
