import math

import torch


def masked_softmax(scores, allowed):
    peak = scores.masked_fill(~allowed, -1e30).amax(dim=-1, keepdim=True).detach()
    weights = torch.exp((scores - peak).clamp(max=0.0)) * allowed
    return weights / weights.sum(dim=-1, keepdim=True).clamp(min=1e-30)


def causal_self_attention(x, w_q, w_k, w_v, padding_mask=None):
    if padding_mask is None:
        padding_mask = torch.ones(x.shape[:2], dtype=torch.bool, device=x.device)
    real = padding_mask.unsqueeze(-1)
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    pairs = torch.tril(real & real.transpose(1, 2))  # padding neither looks nor is looked at
    return masked_softmax(q @ k.transpose(1, 2) / math.sqrt(k.size(-1)), pairs) @ v
