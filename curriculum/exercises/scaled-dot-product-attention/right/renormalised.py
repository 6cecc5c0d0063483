import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    root = q.shape[-1] ** 0.25
    weights = torch.softmax((q / root) @ (k / root).transpose(-1, -2), dim=-1)
    if mask is None:
        return weights @ v
    weights = weights * mask  # softmax, then mask, then renormalise: the same thing
    total = weights.sum(dim=-1, keepdim=True)
    return (weights / total.clamp(min=1e-12)) @ v
