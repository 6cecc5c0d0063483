import torch


def build_mask(attn, q_len, past=0, causal=True):
    position = torch.arange(attn.shape[-1])
    real = attn > 0
    rows = []
    for i in range(q_len):
        reachable = position <= past + i if causal else torch.full_like(position, 1).bool()
        rows.append(torch.maximum(real, reachable.expand_as(real)))
    return torch.stack(rows, 1)[:, None]
