"""Rotations on shapes in which no two axes are equal: B = 2, h = 3, T = 5, d = 8; positions in no particular order."""

import torch

B, H, T, D, DV = 2, 3, 5, 8, 6
STYLES = ("half", "interleaved")


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    start = int(rng.integers(3, 20))
    scattered = rng.permutation(40)[: T + 1] + 1
    return {
        "x": normal(B, H, T, D),
        "q": normal(B, H, 2, D),
        "k": normal(B, H, T, D),
        "v": normal(B, H, T, DV),
        "scattered": torch.from_numpy(scattered[:T].copy()),
        "later": torch.arange(start, start + T),
        "q_pos": torch.tensor([start + T, int(scattered[T])]),
        "base": float(rng.uniform(20.0, 200.0)),
        "direction": normal(B, H, T, D),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, q, k, v, scattered, later, q_pos, direction = (
        inputs[name].to(device) for name in ("x", "q", "k", "v", "scattered", "later", "q_pos", "direction")
    )
    base = inputs["base"]
    rope, attention = module.apply_rope, module.rotary_attention
    counted = torch.arange(T, device=device)

    def styles(compute):
        return {style: compute(style) for style in STYLES}

    def same_norm():
        """How much the length of any vector changes."""
        return max((rope(x, scattered, style=s).norm(dim=-1) - x.norm(dim=-1)).abs().max().item() for s in STYLES)

    def relative():
        """How much scores of two vectors depend on more than the distance m - n of their positions."""
        one, two = x[0, 0, :1], x[1, 2, :1]  # (1, d) each
        worst = 0.0
        for style in STYLES:
            for m, n in ((4, 1), (7, 2)):
                dots = []
                for shift in (0, 3, 11):
                    places = [torch.tensor([p + shift], device=device) for p in (m, n)]
                    turned = rope(one, places[0], style=style) * rope(two, places[1], style=style)
                    dots.append(turned.sum().item())
                worst = max(worst, max(dots) - min(dots))
        return worst

    def odd_width():
        try:
            rope(x[..., :7], counted)
        except ValueError:
            return "ValueError"
        except Exception as error:
            return type(error).__name__
        return "no error"

    def input_kept():
        before = x.clone()
        for style in STYLES:
            rope(x, later, style=style)
        return (x - before).abs().max().item()

    def not_contiguous(style):
        stored = x.transpose(1, 2).contiguous()  # (B, T, h, d), as a projection leaves it
        return rope(stored.transpose(1, 2), scattered, style=style)

    def gradients(style):
        leaf = x.clone().requires_grad_()
        out = rope(leaf * 1.0, scattered, style=style)
        if not out.requires_grad:
            return torch.zeros_like(x)
        return torch.autograd.grad((out * direction).sum(), leaf)[0]

    def decoding():
        """How far the last query alone, with its own position, is from the last row of all queries at once."""
        worst = 0.0
        for style in STYLES:
            whole = attention(x, k, v, later, later, style=style)
            alone = attention(x[..., -1:, :], k, v, later[-1:], later, style=style)
            worst = max(worst, (whole[..., -1:, :] - alone).abs().max().item())
        return worst

    return {
        "position-zero": lambda: styles(lambda s: rope(x, torch.zeros_like(counted), style=s)),
        "half": lambda: rope(x, counted),
        "interleaved": lambda: rope(x, counted, style="interleaved"),
        "positions": lambda: styles(lambda s: rope(x, scattered, style=s)),
        "other-base": lambda: styles(lambda s: rope(x, counted, base, s)),
        "same-norm": same_norm,
        "relative": relative,
        "odd-width": odd_width,
        "two-axes": lambda: styles(lambda s: rope(x[1, 2], later, style=s)),
        "one-token": lambda: styles(lambda s: rope(x[:1, :, :1], later[:1], style=s)),
        "not-contiguous": lambda: styles(not_contiguous),
        "single-precision": lambda: styles(lambda s: rope(x.float(), scattered, style=s)),
        "input-kept": input_kept,
        "gradients": lambda: styles(gradients),
        "attention": lambda: styles(lambda s: attention(q, k, v, q_pos, scattered, base, s)),
        "decoding": decoding,
    }
