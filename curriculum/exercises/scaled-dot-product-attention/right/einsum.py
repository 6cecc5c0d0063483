import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = torch.einsum("...id,...jd->...ij", q, k) * q.size(-1) ** -0.5
    if mask is not None:
        scores = scores.masked_fill(mask.logical_not(), float("-inf"))
        weights = scores.softmax(-1).nan_to_num(0.0)
    else:
        weights = scores.softmax(-1)
    return torch.einsum("...ij,...je->...ie", weights, v)
