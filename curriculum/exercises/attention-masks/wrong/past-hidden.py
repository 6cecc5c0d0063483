import torch


def build_mask(attn, q_len, past=0, causal=True):
    batch, k_len = attn.shape
    visible = torch.ones(q_len, k_len, dtype=torch.bool, device=attn.device)
    if causal:
        square = torch.ones(q_len, q_len, dtype=torch.bool, device=attn.device).tril()
        history = torch.zeros(q_len, past, dtype=torch.bool, device=attn.device)
        visible = torch.cat([history, square], dim=1)
    return visible & attn.bool()[:, None, None, :]
