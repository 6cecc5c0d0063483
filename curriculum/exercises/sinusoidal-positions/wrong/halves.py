import math

import torch


def sinusoidal(n, d, base=10000.0):
    position = torch.arange(n, dtype=torch.float32).unsqueeze(1)
    div_term = torch.exp(torch.arange(0, d, 2).float() * (-math.log(base) / d))
    angle = position * div_term
    return torch.cat([angle.sin(), angle.cos()], dim=1)[:, :d]
