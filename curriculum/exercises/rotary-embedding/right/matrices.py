import math

import torch


def rotation(m, d, base, style):
    """The (d, d) matrix that turns a vector at position m, pair by pair."""
    matrix = torch.zeros(d, d, dtype=torch.float64)
    for i in range(d // 2):
        a, b = (i, i + d // 2) if style == "half" else (2 * i, 2 * i + 1)
        angle = m / base ** (2 * i / d)
        matrix[a, a] = matrix[b, b] = math.cos(angle)
        matrix[a, b], matrix[b, a] = -math.sin(angle), math.sin(angle)
    return matrix


def apply_rope(x, pos, base=10000.0, style="half"):
    if x.shape[-1] % 2:
        raise ValueError("the width must be even")
    turns = torch.stack([rotation(int(m), x.shape[-1], base, style) for m in pos]).to(x)  # (T, d, d)
    return (turns @ x.unsqueeze(-1)).squeeze(-1)


def rotary_attention(q, k, v, q_pos, k_pos, base=10000.0, style="half"):
    q, k = apply_rope(q, q_pos, base, style), apply_rope(k, k_pos, base, style)
    return torch.softmax(q @ k.mT * q.size(-1) ** -0.5, dim=-1) @ v
