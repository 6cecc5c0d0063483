import torch
import torch.nn.functional as F
from torch import nn


class CachedAttention(nn.Module):
    """Trusts is_causal, which counts from the first key."""

    def __init__(self, d_model, num_heads, max_len):
        super().__init__()
        self.n = num_heads
        self.pos_emb = nn.Embedding(max_len, d_model)
        self.q_proj, self.k_proj, self.v_proj, self.o_proj = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, x, cache=None):
        state = cache or {"k": x[:, :0], "v": x[:, :0]}
        n = state["k"].size(1)
        h = x + self.pos_emb.weight[n : n + x.size(1)]
        k, v = torch.cat((state["k"], self.k_proj(h)), 1), torch.cat((state["v"], self.v_proj(h)), 1)
        q, kk, vv = (torch.stack(y.chunk(self.n, 2), 1) for y in (self.q_proj(h), k, v))
        o = F.scaled_dot_product_attention(q, kk, vv, is_causal=True)
        return self.o_proj(torch.cat(o.unbind(1), 2)), {"k": k, "v": v}
