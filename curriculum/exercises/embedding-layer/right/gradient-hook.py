import torch
from torch import nn


class Embedding(nn.Module):
    """Wipes the padding row out of the gradient when it arrives."""

    def __init__(self, n, d, padding_idx=None):
        super().__init__()
        table = torch.empty(n, d).uniform_(-0.5, 0.5)
        if padding_idx is not None:
            table[padding_idx].fill_(0)
        self.weight = nn.Parameter(table)
        if padding_idx is not None:
            self.weight.register_hook(lambda grad: grad.index_fill(0, torch.tensor(padding_idx, device=grad.device), 0))

    def forward(self, ids):
        return self.weight[ids]
