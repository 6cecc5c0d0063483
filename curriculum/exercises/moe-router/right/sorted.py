import torch
from torch import nn


class MoE(nn.Module):
    """Tokens sorted by expert, one contiguous run each, and scattered back."""

    def __init__(self, d, hidden, n_experts, k):
        super().__init__()
        self.k = k
        self.router = nn.Linear(d, n_experts, bias=False)
        self.experts = nn.ModuleList(
            nn.Sequential(nn.Linear(d, hidden), nn.GELU(), nn.Linear(hidden, d)) for _ in range(n_experts)
        )

    def forward(self, x):
        tokens = x.reshape(-1, x.shape[-1])
        logits = self.router(tokens)
        weights, chosen = logits.softmax(-1).topk(self.k)
        if self.k > 1:
            weights = weights / weights.sum(-1, keepdim=True)
        order = chosen.flatten().argsort()
        counts = chosen.flatten().bincount(minlength=len(self.experts)).tolist()
        groups = tokens.repeat_interleave(self.k, dim=0)[order].split(counts)
        outputs = torch.cat([expert(group) for expert, group in zip(self.experts, groups)])
        back = torch.empty_like(outputs).index_copy(0, order, outputs)  # (N * k, d), in the order of the tokens
        y = (back.view(-1, self.k, x.shape[-1]) * weights[..., None]).sum(1)
        return y.view_as(x), logits
