import torch
from torch import nn


class Lookup(torch.autograd.Function):
    @staticmethod
    def forward(ctx, weight, ids, padding_idx):
        ctx.save_for_backward(ids)
        ctx.shape, ctx.padding_idx = weight.shape, padding_idx
        return weight[ids]

    @staticmethod
    def backward(ctx, grad):
        ids = ctx.saved_tensors[0].reshape(-1).long()
        total = torch.zeros(ctx.shape, dtype=grad.dtype, device=grad.device)
        total.index_add_(0, ids, grad.reshape(-1, ctx.shape[1]))
        if ctx.padding_idx is not None:
            total[ctx.padding_idx] = 0.0
        return total, None, None


class Embedding(nn.Module):
    def __init__(self, n, d, padding_idx=None):
        super().__init__()
        self.padding_idx = padding_idx
        self.weight = nn.Parameter(torch.randn(n, d) * 0.02)
        if padding_idx is not None:
            nn.init.zeros_(self.weight.data[padding_idx])

    def forward(self, ids):
        return Lookup.apply(self.weight, ids, self.padding_idx)
