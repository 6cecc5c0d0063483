from torch import nn


class Sublayer(nn.Module):
    """The branch is one nn.Sequential."""

    def __init__(self, d, fn):
        super().__init__()
        self.branch = nn.Sequential(nn.LayerNorm(d), fn)

    def forward(self, x):
        skip = x
        x = self.branch(x)
        return skip + x
