import torch


def apply_rope(x, pos, base=10000.0, style="half"):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    freq = 1.0 / base ** (torch.arange(0, d, 2, device=x.device).to(x.dtype) / d)
    angle = pos.to(x.dtype)[:, None] * freq
    cos, sin = angle.cos(), angle.sin()
    if style == "half":
        cos, sin = cos.repeat_interleave(2, -1), sin.repeat_interleave(2, -1)
        turned = torch.cat([-x[..., d // 2 :], x[..., : d // 2]], dim=-1)
        return x * cos + turned * sin
    cos, sin = torch.cat([cos, cos], -1), torch.cat([sin, sin], -1)
    turned = torch.stack([-x[..., 1::2], x[..., 0::2]], dim=-1).flatten(-2)
    return x * cos + turned * sin


def rotary_attention(q, k, v, q_pos, k_pos, base=10000.0, style="half"):
    q, k = apply_rope(q, q_pos, base, style), apply_rope(k, k_pos, base, style)
    return torch.softmax(q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5, dim=-1) @ v
