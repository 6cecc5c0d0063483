import torch
from torch import nn


class CachedAttention(nn.Module):
    def __init__(self, d_model, num_heads, max_len):
        super().__init__()
        self.h, self.max_len = num_heads, max_len
        self.pos_emb = nn.Embedding(max_len, d_model)
        self.q_proj, self.k_proj, self.v_proj, self.o_proj = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, x, cache=None):
        b, t, c = x.shape
        k_all, v_all, n = cache if cache else (x.new_empty(b, 0, c), x.new_empty(b, 0, c), 0)
        y = x + self.pos_emb(torch.arange(self.max_len)[n : n + t])
        k_all, v_all = torch.hstack([k_all, self.k_proj(y)]), torch.hstack([v_all, self.v_proj(y)])
        parts = []
        for q, k, v in zip(*(z.split(c // self.h, 2) for z in (self.q_proj(y), k_all, v_all))):
            s = torch.bmm(q, k.mT) * (self.h / c) ** 0.5
            if n == 0 and t > 1:
                s = torch.where(torch.arange(t)[:, None] >= torch.arange(t), s, -1e9)
            parts.append(torch.bmm(s.softmax(2), v))
        return self.o_proj(torch.cat(parts, 2)), (k_all, v_all, n + t)
