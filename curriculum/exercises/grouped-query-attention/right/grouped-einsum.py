import torch
from torch import nn


class GroupedQueryAttention(nn.Module):
    """Gives queries an axis for the group, so that keys and values are never copied."""

    def __init__(self, d_model, num_heads, num_kv_heads):
        super().__init__()
        if d_model % num_heads or num_heads % num_kv_heads:
            raise ValueError(f"{d_model}, {num_heads} and {num_kv_heads} do not divide each other")
        self.kv, self.g, self.d = num_kv_heads, num_heads // num_kv_heads, d_model // num_heads
        self.q_proj = nn.Linear(d_model, d_model, bias=False)
        self.k_proj = nn.Linear(d_model, self.kv * self.d, bias=False)
        self.v_proj = nn.Linear(d_model, self.kv * self.d, bias=False)
        self.o_proj = nn.Linear(d_model, d_model, bias=False)

    def forward(self, x, mask=None):
        b, t, _ = x.shape
        q = self.q_proj(x).view(b, t, self.kv, self.g, self.d)
        k = self.k_proj(x).view(b, t, self.kv, self.d)
        v = self.v_proj(x).view(b, t, self.kv, self.d)
        scores = torch.einsum("bqngd,bknd->bngqk", q, k) * self.d**-0.5
        if mask is not None:
            mask = mask.expand(b, self.kv * self.g, t, t).reshape(scores.shape)
            scores = torch.where(mask, scores, -1e30)
        out = torch.einsum("bngqk,bknd->bqngd", scores.softmax(-1), v)
        return self.o_proj(out.reshape(b, t, -1))
