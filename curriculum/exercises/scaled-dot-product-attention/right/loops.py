import torch


def attend(q, k, v, allowed):
    """One query (d,) over its visible keys."""
    if not allowed.any():
        return 0.0 * v.sum(dim=0)
    scores = (k[allowed] * q).sum(dim=1) / q.numel() ** 0.5
    weights = torch.exp(scores - scores.max())
    return (weights / weights.sum()) @ v[allowed]


def scaled_dot_product_attention(q, k, v, mask=None):
    shape = (*q.shape[:-1], k.shape[-2])
    allowed = torch.ones(shape, dtype=torch.bool, device=q.device) if mask is None else mask.expand(shape)
    if q.dim() == 2:
        return torch.stack([attend(q[i], k, v, allowed[i]) for i in range(q.shape[0])])
    return torch.stack([scaled_dot_product_attention(q[n], k[n], v[n], allowed[n]) for n in range(q.shape[0])])
