import torch
from torch import nn


class GroupedQueryAttention(nn.Module):
    def __init__(self, d_model, num_heads, num_kv_heads):
        super().__init__()
        for total, part in ((d_model, num_heads), (num_heads, num_kv_heads)):
            if total % part != 0:
                raise ValueError(f"{part} does not divide {total}")
        self.num_heads, self.groups = num_heads, num_kv_heads
        for name in ("q_proj", "k_proj", "v_proj", "o_proj"):
            setattr(self, name, nn.Linear(d_model, d_model, bias=False))

    def forward(self, x, mask=None):
        q, k, v = (torch.stack(p(x).chunk(self.num_heads, 2), 1) for p in (self.q_proj, self.k_proj, self.v_proj))
        step = self.num_heads // self.groups
        k, v = (y[:, ::step].repeat_interleave(step, 1) for y in (k, v))  # throws away what it has just computed
        s = torch.einsum("bhid,bhjd->bhij", q, k) / q.shape[-1] ** 0.5
        if mask is not None:
            s = s.masked_fill(mask == 0, -1e9)
        return self.o_proj(torch.einsum("bhij,bhjd->bihd", s.softmax(-1), v).flatten(2))
