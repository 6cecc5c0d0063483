import torch


def build_mask(attn, q_len, past=0, causal=True):
    b, tk = attn.size()
    out = torch.empty((b, 1, q_len, tk), dtype=torch.bool).fill_(True)
    if causal:
        where = torch.arange(past, past + q_len).reshape(-1, 1)
        out &= torch.le(torch.arange(tk).reshape(1, -1), where)
    dead_rows = (attn == 0)[:, tk - q_len :]
    out[:, 0][dead_rows] = False
    return out
