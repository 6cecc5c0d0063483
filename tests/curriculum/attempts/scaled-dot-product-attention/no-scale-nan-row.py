import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    energy = torch.einsum("...qd,...kd->...qk", q, k)
    if mask is not None:
        energy[~mask.expand_as(energy)] = -torch.inf
    return torch.einsum("...qk,...kd->...qd", energy.softmax(-1), v)
