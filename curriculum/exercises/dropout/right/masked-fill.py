import torch
from torch import nn


class Dropout(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.coin = torch.distributions.Bernoulli(probs=float(p))

    def forward(self, x):
        if not self.training:
            return x
        dropped = self.coin.sample(x.shape).bool().to(x.device)
        return (x / (1 - self.p + (self.p == 1))).masked_fill(dropped, 0.0)
