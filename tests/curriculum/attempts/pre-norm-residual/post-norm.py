from torch import nn


class Sublayer(nn.Module):
    """Add and norm."""

    def __init__(self, size, sublayer):
        super().__init__()
        self.layers = nn.ModuleDict({"sub": sublayer, "norm": nn.LayerNorm(size)})

    def forward(self, inputs):
        outputs = self.layers["sub"](inputs)
        outputs = outputs + inputs
        return self.layers["norm"](outputs)
