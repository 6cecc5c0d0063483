from torch import nn


class Sublayer(nn.Module):
    def __init__(self, d, fn):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.branch = lambda x: fn(self.norm(x))

    def forward(self, x):
        return self.branch(x) + x
