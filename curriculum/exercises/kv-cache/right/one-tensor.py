import torch
import torch.nn.functional as F
from torch import nn


class CachedAttention(nn.Module):
    """One product for all three projections; the cache is one tensor (B, past, 2, h, d)."""

    def __init__(self, d_model, num_heads, max_len):
        super().__init__()
        self.shape = (3, num_heads, d_model // num_heads)
        self.pos_emb = nn.Embedding(max_len, d_model)
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.o_proj = nn.Linear(d_model, d_model)

    def forward(self, x, cache=None):
        layers = (self.q_proj, self.k_proj, self.v_proj)
        weight, bias = torch.cat([p.weight for p in layers]), torch.cat([p.bias for p in layers])
        past = cache.size(1) if cache is not None else 0
        where = torch.arange(x.size(1), device=x.device).add(past)
        made = F.linear(x + F.embedding(where, self.pos_emb.weight), weight, bias).unflatten(-1, self.shape)
        q, kv = made[:, :, 0], made[:, :, 1:]
        cache = kv if cache is None else torch.cat([cache, kv], dim=1)
        k, v = cache.unbind(dim=2)
        scores = torch.einsum("bqhd,bkhd->bqkh", q, k) / self.shape[2] ** 0.5
        future = torch.arange(k.size(1), device=x.device)[None, :, None] > where[:, None, None]
        scores = torch.where(future, torch.full_like(scores, -1e9), scores)
        weights = torch.exp(scores - scores.amax(dim=2, keepdim=True))
        weights = weights / weights.sum(dim=2, keepdim=True)
        return self.o_proj(torch.einsum("bqkh,bkhd->bqhd", weights, v).flatten(2)), cache
