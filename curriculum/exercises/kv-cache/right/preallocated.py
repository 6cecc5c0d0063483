import torch
from torch import nn


class CachedAttention(nn.Module):
    """Two buffers as long as the longest conversation, filled from the left; what is empty is masked."""

    def __init__(self, d_model, num_heads, max_len):
        super().__init__()
        self.num_heads, self.max_len = num_heads, max_len
        self.pos_emb = nn.Embedding(max_len, d_model)
        self.q_proj, self.k_proj, self.v_proj, self.o_proj = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, x, cache=None):
        b, t, width = x.shape
        if cache is None:
            room = (b, self.max_len, self.num_heads, width // self.num_heads)
            cache = {"k": x.new_zeros(room), "v": x.new_zeros(room), "used": 0}
        here = slice(cache["used"], cache["used"] + t)
        position = torch.arange(self.max_len, device=x.device)
        y = x + self.pos_emb.weight[here]
        keys, values = cache["k"].clone(), cache["v"].clone()
        keys[:, here] = self.k_proj(y).view(b, t, self.num_heads, -1)
        values[:, here] = self.v_proj(y).view(b, t, self.num_heads, -1)
        q = self.q_proj(y).view(b, t, self.num_heads, -1)
        scores = torch.einsum("bqhd,bkhd->bhqk", q, keys) * q.shape[-1] ** -0.5
        scores = scores.masked_fill(position[None] > position[here, None], -1e30)
        out = torch.einsum("bhqk,bkhd->bqhd", scores.softmax(-1), values)
        return self.o_proj(out.reshape(b, t, width)), {"k": keys, "v": values, "used": here.stop}
