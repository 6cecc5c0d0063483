import torch


def top_k_filter(logits, k):
    chosen = torch.zeros_like(logits, dtype=torch.bool)
    for number, row in enumerate(logits):
        chosen[number, torch.topk(row, k)[1]] = True
    return torch.where(chosen, logits, torch.zeros_like(logits))
