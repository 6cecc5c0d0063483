import torch


def top_p_filter(logits, p, min_keep=1):
    q, index = torch.softmax(logits, dim=-1).sort(dim=-1)
    inside = (q.cumsum(-1) - q) < p
    allowed = torch.zeros_like(inside)
    allowed[torch.arange(len(q))[:, None], index] = inside
    return logits.masked_fill(allowed.logical_not(), -float("inf"))
