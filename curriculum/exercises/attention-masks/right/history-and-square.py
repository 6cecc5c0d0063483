import torch


def build_mask(attn, q_len, past=0, causal=True):
    batch, k_len = attn.shape
    if causal:
        history = torch.ones(q_len, past, device=attn.device)
        square = torch.ones(q_len, k_len - past, device=attn.device).tril()
        visible = torch.hstack([history, square])
    else:
        visible = torch.ones(q_len, k_len, device=attn.device)
    return torch.einsum("qk,bk->bqk", visible, attn.to(visible.dtype)).unsqueeze(1) > 0.5
