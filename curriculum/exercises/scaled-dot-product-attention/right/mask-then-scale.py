import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = torch.matmul(q, k.mT)
    if mask is not None:
        scores = torch.where(mask, scores, torch.full_like(scores, -1e9))
    scores = scores / k.shape[-1] ** 0.5
    weights = torch.exp(scores - torch.logsumexp(scores, dim=-1, keepdim=True))
    if mask is not None:
        weights = weights * mask.any(dim=-1, keepdim=True)
    return torch.matmul(weights, v)
