import torch


def top_k_filter(logits, k):
    result = []
    for row in logits:
        ranked = torch.flip(torch.sort(row)[0], dims=[0])
        result.append(torch.where(row >= ranked[k], row, torch.tensor(-float("inf"), dtype=row.dtype)))
    return torch.stack(result)
