import torch


def top_k(query, docs, k):
    """For unit vectors |a - b|^2 = 2 - 2 cos, so the nearest are the most similar."""
    q, d = torch.from_numpy(query).double(), torch.from_numpy(docs).double()
    q = q / q.norm().clamp(min=1e-30)
    d = d / d.norm(dim=1, keepdim=True).clamp(min=1e-30)
    scores = (d * q).sum(dim=1)
    order = torch.sort(scores, descending=True, stable=True).indices[:k]
    return order.numpy(), scores[order].numpy()
