import torch


def apply_rope(x, pos, base=10000.0, style="half"):
    """A pair is a complex number, a rotation a product: the half style is brought into pairs and back."""
    *lead, d = x.shape
    if d % 2:
        raise ValueError(d)
    theta = base ** -(torch.arange(d // 2, dtype=torch.float64, device=x.device) / (d // 2))
    unit = torch.exp(1j * pos.double()[:, None] * theta)
    pairs = x.reshape(*lead, 2, d // 2).mT if style == "half" else x.reshape(*lead, d // 2, 2)
    turned = torch.view_as_real(torch.view_as_complex(pairs.double().contiguous()) * unit)
    return (turned.mT if style == "half" else turned).reshape(x.shape).to(x.dtype)


def rotary_attention(q, k, v, q_pos, k_pos, base=10000.0, style="half"):
    scores = torch.einsum("...id,...jd->...ij", apply_rope(q, q_pos, base, style), apply_rope(k, k_pos, base, style))
    return torch.einsum("...ij,...je->...ie", (scores / k.shape[-1] ** 0.5).softmax(-1), v)
