import torch


class RMSNorm(torch.nn.Module):
    def __init__(self, n, eps=1e-6):
        super().__init__()
        self.n, self.eps = n, eps
        self.register_parameter("scale", torch.nn.Parameter(torch.full((n,), 1.0)))

    def forward(self, x):
        root = (torch.einsum("...i,...i->...", x, x) / self.n + self.eps).sqrt()
        return x / root[..., None] * self.scale
