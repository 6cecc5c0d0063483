import torch


def sinusoidal(n, d, base=10000.0):
    """exp(i * angle) is cos + i sin; the last cosine of an odd width is cut off."""
    pairs = (d + 1) // 2
    frequency = torch.logspace(0, -2 * (pairs - 1) / d, pairs, base=base, dtype=torch.float64)
    turned = torch.polar(torch.ones(n, pairs, dtype=torch.float64), torch.outer(torch.arange(n).double(), frequency))
    return torch.stack([turned.imag, turned.real], dim=-1).reshape(n, -1)[:, :d].float()
