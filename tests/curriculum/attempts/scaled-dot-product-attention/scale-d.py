import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    d = q.size(-1)
    scores = torch.matmul(q / d**0.5, (k / d**0.5).mT)  # each of them, so d in all
    if mask is None:
        mask = torch.ones_like(scores, dtype=torch.bool)
    weights = torch.where(mask, scores, -1e20).softmax(-1)
    return torch.where(mask, weights, 0.0) @ v
