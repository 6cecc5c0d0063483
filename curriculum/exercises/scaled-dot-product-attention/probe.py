"""Attention on shapes in which no two axes are equal: B = 2, h = 3, Tq = 5, Tk = 7, d = 8, dv = 6."""

import torch

B, H, TQ, TK, D, DV = 2, 3, 5, 7, 8, 6


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    mask = torch.from_numpy(rng.random((B, 1, TQ, TK)) < 0.55)  # the same for all heads
    visible = torch.from_numpy(rng.integers(0, TK - 1, (B, 1, TQ, 1)))
    mask.scatter_(-1, visible, True)  # no row is empty,
    mask[0, 0, 3] = True  # one is full,
    mask[1, 0, :, TK - 1] = False  # and nobody sees this key
    empty = mask.clone()
    empty[0, 0, 1] = False  # two rows that see nothing
    empty[1, 0, 4] = False
    # Unit-variance inputs: the scores do not saturate the softmax, so a wrong scale shows.
    return {
        "q": normal(B, H, TQ, D),
        "k": normal(B, H, TK, D),
        "v": normal(B, H, TK, DV),
        "mask": mask,
        "empty": empty,
        "direction": normal(B, H, TQ, DV),  # what the output is multiplied with before it is differentiated
        "far": 2200.0 + 800.0 * float(rng.random()),  # exp() of what comes of it overflows, float32 can still hold it
    }


def observe(module, inputs, device):
    q, k, v, mask, empty, direction = (
        inputs[name].to(device) for name in ("q", "k", "v", "mask", "empty", "direction")
    )
    attention = module.scaled_dot_product_attention

    def zero_query():
        q[..., 2, :] = 0.0  # its scores are exactly zero, and as good as any other score
        return attention(q, k, v, mask)

    def large_scores():
        # One constant added to all scores of a row: softmax does not see it, exp() of it overflows.
        q[..., 0] = q[..., 0].abs() + 1.0
        k[..., 0] = inputs["far"]
        return attention(q, k, v)

    def gradients(allowed):
        leaves = [leaf.requires_grad_() for leaf in (q, k, v)]
        out = attention(*leaves, allowed)
        grads = [torch.zeros_like(leaf) for leaf in leaves]
        if out.requires_grad:
            found = torch.autograd.grad((out * direction).sum(), leaves, allow_unused=True)
            grads = [zero if grad is None else grad for zero, grad in zip(grads, found)]
        return dict(zip(("q", "k", "v"), grads))

    return {
        "values": lambda: attention(q, k, v),
        "masked": lambda: attention(q, k, v, mask),
        "weights-sum-to-one": lambda: attention(q, k, torch.ones_like(v), mask),
        "two-axes": lambda: attention(q[0, 0], k[0, 0], v[0, 0], mask[0, 0]),
        "zero-query": zero_query,
        "large-scores": large_scores,
        "empty-rows": lambda: attention(q, k, v, empty),
        "gradients": lambda: gradients(mask),
        "gradients-empty-rows": lambda: gradients(empty),
    }
