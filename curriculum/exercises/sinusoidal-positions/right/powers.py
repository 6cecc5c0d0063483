import torch


def sinusoidal(n, d, base=10000.0):
    """Every column its angle, made by integer division of the column number; then choose sine or cosine."""
    column = torch.arange(d)
    angle = torch.arange(n)[:, None].float() / base ** (2 * (column // 2).float() / d)
    return torch.where(column % 2 == 0, angle.sin(), angle.cos())
