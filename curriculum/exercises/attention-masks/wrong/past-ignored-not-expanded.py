import torch


def build_mask(attn, q_len, past=0, causal=True):
    mask = attn.bool()[:, None, None, :]
    if causal:
        mask = mask & torch.ones(q_len, attn.shape[1], dtype=torch.bool, device=attn.device).tril()
    return mask
