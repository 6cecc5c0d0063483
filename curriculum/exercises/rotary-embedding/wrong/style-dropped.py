import torch


def apply_rope(x, pos, base=10000.0, style="half"):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    freq = 1.0 / base ** (torch.arange(0, d, 2, device=x.device).to(x.dtype) / d)
    angle = pos.to(x.dtype)[:, None] * freq
    cos, sin = angle.cos(), angle.sin()
    if style == "half":
        a, b = x[..., : d // 2], x[..., d // 2 :]
        return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, b * cos + a * sin], dim=-1).flatten(-2)


def rotary_attention(q, k, v, q_pos, k_pos, base=10000.0, style="half"):
    q, k = apply_rope(q, q_pos, base), apply_rope(k, k_pos, base)
    return torch.softmax(q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5, dim=-1) @ v
