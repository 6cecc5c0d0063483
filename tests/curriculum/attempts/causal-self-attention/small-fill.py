import torch, math


def causal_self_attention(x, w_q, w_k, w_v, padding_mask=None):
    B, T, C = x.shape
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    s = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    keep = torch.tril(torch.ones(T, T, dtype=torch.bool)).expand(B, T, T)
    if padding_mask is not None:
        keep = keep & padding_mask[:, None, :]
    s = s.masked_fill(~keep, -100.0)
    return torch.softmax(s, -1) @ v
