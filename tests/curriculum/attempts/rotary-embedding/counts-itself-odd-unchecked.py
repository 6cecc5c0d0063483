import torch
from torch.nn.functional import scaled_dot_product_attention


def table(length, d, base):
    exponents = torch.arange(0, d, 2).double() / d
    angles = torch.arange(length).double()[:, None] * torch.exp(-exponents * torch.log(torch.tensor(base).double()))
    return torch.cos(angles), torch.sin(angles)


def apply_rope(x, pos, base=10000.0, style="half"):
    d = x.shape[-1]
    c, s = (t.to(x.dtype) for t in table(x.shape[-2], d, base))
    if style == "interleaved":
        out = torch.empty_like(x)
        out[..., ::2] = x[..., ::2] * c - x[..., 1::2] * s
        out[..., 1::2] = x[..., ::2] * s + x[..., 1::2] * c
        return out
    h = d // 2
    return torch.cat([x[..., :h] * c - x[..., h:] * s, x[..., h:] * c + x[..., :h] * s], -1)


def rotary_attention(q, k, v, q_pos, k_pos, base=10000.0, style="half"):
    return scaled_dot_product_attention(apply_rope(q, q_pos, base, style), apply_rope(k, k_pos, base, style), v)
