import torch


def sinusoidal(n, d, base=10000.0):
    inverse = 1.0 / (base ** (torch.arange(0.0, d, 2.0) / d))
    product = torch.outer(torch.arange(float(n)), inverse)
    return torch.hstack((product.sin(), product.cos()))[:, :d]
