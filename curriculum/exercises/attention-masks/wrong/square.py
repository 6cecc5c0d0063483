import torch


def build_mask(attn, q_len, past=0, causal=True):
    batch, k_len = attn.shape
    mask = attn.bool()[:, None, None, :].expand(batch, 1, k_len, k_len)
    if causal:
        mask = mask & torch.ones(k_len, k_len, dtype=torch.bool, device=attn.device).tril()
    return mask
