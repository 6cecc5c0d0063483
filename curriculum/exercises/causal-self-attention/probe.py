"""Sentences padded at the left, at the right and in the middle; B = 3, T = 6, C = 5, d = 4, dv = 7."""

import torch

B, T, C, D, DV = 3, 6, 5, 4, 7


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    padding = torch.ones(B, T, dtype=torch.bool)
    padding[0, : int(rng.integers(2, 4))] = False  # left: its first rows may attend to nothing
    padding[1, T - int(rng.integers(1, 3)) :] = False  # right
    padding[2, int(rng.integers(1, 4))] = False  # a hole
    return {
        "x": normal(B, T, C),
        # Scores of about unit variance after scaling do not saturate the softmax, so a wrong scale shows.
        "w_q": 1.3 * normal(C, D) / C**0.5,
        "w_k": 1.3 * normal(C, D) / C**0.5,
        "w_v": normal(C, DV),
        "padding": padding,
        "noise": 3.0 * normal(B, T, C),
        "direction": normal(B, T, DV),  # what the output is multiplied with before it is differentiated
        "step": int(rng.integers(1, T - 2)),
    }


def observe(module, inputs, device):
    x, w_q, w_k, w_v, padding, noise, direction = (
        inputs[name].to(device) for name in ("x", "w_q", "w_k", "w_v", "padding", "noise", "direction")
    )
    real = padding[:, :, None]
    attention = module.causal_self_attention

    def at_real_tokens(out):
        return torch.where(real, out, torch.zeros_like(out))

    def weights_sum():
        x[..., -1] = 1.0  # the last feature is 1 and the only one that v takes: all values are 1
        ones = torch.zeros_like(w_v)
        ones[-1] = 1.0
        return at_real_tokens(attention(x, w_q, w_k, ones, padding))

    def zero_token():
        x[:, 2] = 0.0  # its scores are exactly zero, and as good as any other score
        return attention(x, w_q, w_k, w_v)

    def far_below_zero():
        """The first token sees nothing but itself, with a score of -200."""
        x[:, 0] *= 10.0 / (x[:, 0] @ w_q).norm(dim=-1, keepdim=True)
        return attention(x, w_q, -2.0 * D**0.5 * w_q, w_v)

    def causality():
        t = inputs["step"]
        before = attention(x.clone(), w_q, w_k, w_v)
        x[:, t + 1 :] += noise[:, t + 1 :]
        return (attention(x, w_q, w_k, w_v) - before)[:, : t + 1].abs().max().item()

    def padding_is_invisible():
        before = attention(x.clone(), w_q, w_k, w_v, padding)
        changed = torch.where(real, x, x + noise)
        return at_real_tokens(attention(changed, w_q, w_k, w_v, padding) - before).abs().max().item()

    def gradients():
        leaves = [leaf.requires_grad_() for leaf in (x, w_q, w_k, w_v)]
        out = attention(*leaves, padding)
        grads = [torch.zeros_like(leaf) for leaf in leaves]
        if out.requires_grad:
            found = torch.autograd.grad((at_real_tokens(out) * direction).sum(), leaves, allow_unused=True)
            grads = [zero if grad is None else grad for zero, grad in zip(grads, found)]
        return dict(zip(("x", "w_q", "w_k", "w_v"), grads))

    return {
        "values": lambda: attention(x, w_q, w_k, w_v),
        "causality": causality,
        "zero-token": zero_token,
        "far-below-zero": far_below_zero,
        "padded": lambda: at_real_tokens(attention(x, w_q, w_k, w_v, padding)),
        "padding-invisible": padding_is_invisible,
        "weights-sum-to-one": weights_sum,
        "finite": lambda: bool(torch.isfinite(attention(x, w_q, w_k, w_v, padding)).all()),
        "gradients": gradients,
    }
