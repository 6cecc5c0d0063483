import torch


class RMSNorm(torch.nn.Module):
    def __init__(self, width, eps=1e-6):
        super().__init__()
        self.g = torch.nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x):
        squares = torch.sum(x * x, -1, keepdim=True)
        return x / (squares + self.eps).sqrt() * self.g
