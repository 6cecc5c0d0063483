import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    s = torch.einsum("...id,...jd->...ij", q, k)
    if mask is None:
        return s.softmax(-2) @ v
    s = s + (~mask) * -1e30
    return (s.softmax(-2) * mask) @ v
