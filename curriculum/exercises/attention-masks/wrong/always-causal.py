import torch


def build_mask(attn, q_len, past=0, causal=True):
    visible = torch.ones(q_len, attn.shape[1], dtype=torch.bool, device=attn.device).tril(diagonal=past)
    return visible & attn.bool()[:, None, None, :]
