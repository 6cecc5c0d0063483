import torch


def turns(pos, d, base):
    return torch.polar(torch.ones(len(pos), d // 2), pos.float()[:, None] / base ** (torch.arange(0, d, 2) / d))


def apply_rope(x, pos, base=10000.0, style="half"):
    d = x.shape[-1]
    if d % 2 == 1:
        raise ValueError("no pairs")
    if style == "half":
        z = torch.complex(x[..., : d // 2], x[..., d // 2 :]) * turns(pos, d, base)
        return torch.cat([z.real, z.imag], dim=-1)
    z = torch.complex(x[..., 0::2], x[..., 1::2]) * turns(pos, d, base)
    return torch.view_as_real(z).flatten(-2)


def rotary_attention(q, k, v, q_pos, k_pos, base=10000.0, style="half"):
    pairs = ((q, q_pos), (k, k_pos), (v, k_pos))
    q, k, v = (apply_rope(x, pos, base, style) for x, pos in pairs)
    weights = torch.einsum("bhid,bhjd->bhij", q, k).div(q.shape[-1] ** 0.5).softmax(3)
    return torch.einsum("bhij,bhjd->bhid", weights, v)
