import torch


def build_mask(attn, q_len, past=0, causal=True):
    batch, k_len = attn.shape
    visible = torch.ones(q_len, k_len, dtype=torch.bool, device=attn.device)
    if causal:
        visible = visible.tril(diagonal=past)
    return visible.float() * attn[:, None, None, :].float()
