import torch


def rotate_half(x):
    one, two = x.chunk(2, dim=-1)
    return torch.cat((-two, one), dim=-1)


def rotate_pairs(x):
    return torch.stack((-x[..., 1::2], x[..., 0::2]), dim=-1).reshape(x.shape)


def apply_rope(x, pos, base=10000.0, style="half"):
    """As transformers writes it: angles twice as wide, in float32, and one helper that turns a quarter."""
    if x.shape[-1] % 2 == 1:
        raise ValueError("an odd width has no pairs")
    even = torch.arange(0, x.shape[-1], 2, dtype=torch.int64, device=x.device)
    inverse = 1.0 / (base ** (even.float() / x.shape[-1]))
    freqs = torch.outer(pos.float(), inverse)
    angle = torch.cat((freqs, freqs), dim=-1) if style == "half" else freqs.repeat_interleave(2, dim=-1)
    cos, sin = angle.cos().to(x.dtype), angle.sin().to(x.dtype)
    return x * cos + (rotate_half(x) if style == "half" else rotate_pairs(x)) * sin


def rotary_attention(q, k, v, q_pos, k_pos, base=10000.0, style="half"):
    q = apply_rope(q, q_pos, base, style)
    k = apply_rope(k, k_pos, base, style)
    return torch.nn.functional.scaled_dot_product_attention(q, k, v)
