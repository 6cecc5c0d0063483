import torch


def build_mask(attn, q_len, past=0, causal=True):
    batch, k_len = attn.shape
    visible = torch.ones(q_len, k_len, dtype=torch.bool, device=attn.device)
    if causal:
        visible = visible.tril(diagonal=past)
    allowed = visible & attn.bool()[:, None, None, :]
    return torch.zeros(allowed.shape, device=attn.device).masked_fill(~allowed, float("-inf"))
