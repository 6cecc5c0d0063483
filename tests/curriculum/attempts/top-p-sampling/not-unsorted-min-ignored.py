import torch


def top_p_filter(logits, p, min_keep=1):
    q = logits.softmax(-1).sort(dim=-1, descending=True)[0]
    mass = torch.cumsum(q, dim=-1)
    remove = torch.zeros_like(mass, dtype=torch.bool)
    remove[..., 1:] = mass[..., :-1] >= p
    return torch.where(remove, torch.tensor(-1e30, dtype=logits.dtype), logits)
