import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads, bias=True):
        super().__init__()
        self.width, rest = divmod(d_model, num_heads)
        if rest:
            raise ValueError("the heads do not fit")
        for name in ("q_proj", "k_proj", "v_proj", "o_proj"):
            setattr(self, name, nn.Linear(d_model, d_model, bias))

    def forward(self, x, mask=None):
        parts = zip(*(layer(x).split(self.width, dim=-1) for layer in (self.q_proj, self.k_proj, self.v_proj)))
        if mask is not None:
            mask = mask.expand(len(x), mask.shape[1] if mask.dim() == 4 else 1, x.shape[1], x.shape[1])
        heads = []
        for number, (q, k, v) in enumerate(parts):
            scores = torch.bmm(q, k.transpose(1, 2)) * self.width**-0.5
            if mask is not None:
                allowed = mask[:, number if mask.shape[1] > 1 else 0]
                scores = torch.where(allowed, scores, -1e9)
            heads.append(torch.bmm(scores.softmax(dim=2), v))
        return self.o_proj(torch.cat(heads, dim=-1))
