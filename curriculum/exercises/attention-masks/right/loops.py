import torch


def build_mask(attn, q_len, past=0, causal=True):
    batch, k_len = attn.shape
    mask = torch.zeros(batch, 1, q_len, k_len, dtype=torch.bool, device=attn.device)
    for b in range(batch):
        for i in range(q_len):
            last = past + i if causal else k_len - 1
            for j in range(last + 1):
                mask[b, 0, i, j] = attn[b, j] == 1
    return mask
