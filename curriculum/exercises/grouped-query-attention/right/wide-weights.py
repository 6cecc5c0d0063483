import torch
from torch import nn


class GroupedQueryAttention(nn.Module):
    """Repeats the weights instead of the activations: with them it is plain multi-head attention, head by head."""

    def __init__(self, d_model, num_heads, num_kv_heads):
        super().__init__()
        if d_model % num_heads or num_heads % num_kv_heads:
            raise ValueError
        self.n, self.share, self.d = num_heads, num_heads // num_kv_heads, d_model // num_heads
        for name, heads in (("q_proj", num_heads), ("k_proj", num_kv_heads), ("v_proj", num_kv_heads)):
            self.add_module(name, nn.Linear(d_model, heads * self.d, bias=False))
        self.o_proj = nn.Linear(d_model, d_model, bias=False)

    def heads_of(self, layer, x, times):
        rows = layer.weight.unflatten(0, (-1, self.d))
        index = torch.arange(self.n, device=x.device) // times
        return torch.matmul(x[:, None], rows[index].transpose(1, 2))  # (B, h, T, d)

    def forward(self, x, mask=None):
        q = self.heads_of(self.q_proj, x, 1)
        k = self.heads_of(self.k_proj, x, self.share)
        v = self.heads_of(self.v_proj, x, self.share)
        scores = torch.einsum("bhqd,bhkd->bhqk", q / self.d**0.25, k / self.d**0.25)
        weights = torch.exp(scores - scores.amax(-1, keepdim=True))
        if mask is not None:
            weights = weights * mask
        weights = weights / weights.sum(-1, keepdim=True)
        columns = self.o_proj.weight.unflatten(1, (self.n, self.d))
        return torch.einsum("bhqk,bhkd,ohd->bqo", weights, v, columns)
