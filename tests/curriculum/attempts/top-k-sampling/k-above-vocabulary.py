import torch


def top_k_filter(logits, k):
    best, where = torch.topk(logits, k)
    out = logits.new_full(logits.size(), -1e10)
    return torch.scatter(out, 1, where, best)
