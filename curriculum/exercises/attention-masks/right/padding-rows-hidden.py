import torch


def build_mask(attn, q_len, past=0, causal=True):
    batch, k_len = attn.shape
    keep = attn.eq(1)
    mask = keep[:, None, None, :].expand(batch, 1, q_len, k_len)
    if causal:
        hidden = torch.ones(q_len, k_len, device=attn.device).triu(past + 1).bool()
        mask = mask.masked_fill(hidden, False)
        mask = mask & keep[:, None, past : past + q_len, None]  # a padding query sees nothing either
    return mask
