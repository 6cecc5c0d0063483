import torch


def build_mask(attn, q_len, past=0, causal=True):
    low = torch.finfo(torch.float32).min
    bias = torch.zeros(attn.shape[0], 1, q_len, attn.shape[1], device=attn.device)
    bias.masked_fill_(attn[:, None, None, :] == 0, low)
    if causal:
        bias += torch.full((q_len, attn.shape[1]), low, device=attn.device).triu(past + 1)
    return bias == 0
