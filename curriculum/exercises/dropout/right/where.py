import torch
from torch import nn


class Dropout(nn.Module):
    """Chooses between zero and the scaled value; nothing is multiplied by a mask."""

    def __init__(self, p=0.5):
        super().__init__()
        self.probability = torch.tensor(float(p))

    def forward(self, x):
        p = self.probability.item()
        if self.training and p > 0:
            dropped = torch.rand(x.shape, device=x.device) < p
            return torch.where(dropped, x.new_zeros(()), x / max(1 - p, 1e-12))
        return x.clone()
