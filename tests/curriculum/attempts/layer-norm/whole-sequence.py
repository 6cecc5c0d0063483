import torch


class LayerNorm(torch.nn.Module):
    def __init__(self, d, eps=1e-5):
        super().__init__()
        self.params = torch.nn.ParameterDict({"shift": torch.zeros(d), "scale": torch.ones(d)})
        self.small = eps

    def forward(self, x):
        axes = [-1, -2][: x.ndim]
        moved = x - torch.mean(x, axes, keepdim=True)
        power = torch.mean(moved * moved, axes, keepdim=True)
        return moved * torch.rsqrt(power + self.small) * self.params["scale"] + self.params["shift"]
