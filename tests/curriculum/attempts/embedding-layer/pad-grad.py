import torch
from torch import nn
from torch.nn import init


class Embedding(nn.Module):
    def __init__(self, n, d, padding_idx=None):
        super().__init__()
        w = init.normal_(torch.empty(n, d), std=0.1)
        if padding_idx is not None:
            w[padding_idx] = torch.zeros(d)
        self.weight = nn.Parameter(w)

    def forward(self, ids):
        flat = self.weight.index_select(0, ids.reshape(-1))
        return flat.unflatten(0, ids.shape) if ids.dim() else flat[0]
