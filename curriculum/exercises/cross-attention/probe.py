"""Cross-attention with given weights: B = 2, h = 3, Tq = 5, Tk = 7, head width 4, d_model = 12."""

import torch

B, H, TQ, TK, D_MODEL = 2, 3, 5, 7, 12
PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj")


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    mask = torch.ones(B, TK, dtype=torch.bool)
    mask[0, TK - int(rng.integers(1, 4)) :] = False  # padding at the right
    mask[1, int(rng.integers(1, TK - 3))] = False  # and a hole, not at the front: a causal variant would see nothing
    order = [int(i) for i in rng.permutation(TK)]
    return {
        "x": normal(B, TQ, D_MODEL),
        "memory": normal(B, TK, D_MODEL),
        # Scores of about unit variance after scaling do not saturate the softmax, so a wrong scale shows.
        "weights": {
            name: {"weight": 1.2 * normal(D_MODEL, D_MODEL) / D_MODEL**0.5, "bias": 0.5 * normal(D_MODEL)}
            for name in PROJECTIONS
        },
        "mask": mask,
        "order": order if order != sorted(order) else order[::-1],
        "noise": 2.0 * normal(B, TK, D_MODEL),
        "direction": normal(B, TQ, D_MODEL),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, memory, mask, noise, direction = (
        inputs[name].to(device) for name in ("x", "memory", "mask", "noise", "direction")
    )

    def build(heads=H):
        attention = module.CrossAttention(D_MODEL, heads).to(device).double().eval()
        parameters = dict(attention.named_parameters())
        with torch.no_grad():
            for projection, tensors in inputs["weights"].items():
                for kind, tensor in tensors.items():
                    if (name := f"{projection}.{kind}") in parameters:
                        parameters[name].copy_(tensor)
        return attention

    def parameters():
        attention = module.CrossAttention(D_MODEL, H)
        return {name: list(tensor.shape) for name, tensor in sorted(attention.named_parameters())}

    def order_of_memory():
        attention = build()
        order = torch.tensor(inputs["order"], device=device)
        return (attention(x, memory[:, order], mask[:, order]) - attention(x, memory, mask)).abs().max().item()

    def queries_apart():
        """Changes the last query; by how much do the outputs of the others move?"""
        attention = build()
        before = attention(x.clone(), memory, mask)
        x[:, -1] += noise[:, 0]
        return (attention(x, memory, mask) - before)[:, :-1].abs().max().item()

    def padding_invisible():
        attention = build()
        changed = torch.where(mask[:, :, None], memory, memory + noise)
        return (attention(x, changed, mask) - attention(x, memory, mask)).abs().max().item()

    def far_below_zero():
        """Every real token has a score of -200."""
        attention = build()
        eye = torch.eye(D_MODEL, dtype=torch.float64, device=device)
        with torch.no_grad():
            for projection, weight in ((attention.q_proj, 100.0 * eye), (attention.k_proj, -eye)):
                projection.weight.copy_(weight)
                projection.bias.zero_()
        asks = x[:, :1].sign()
        return attention(asks, torch.where(mask[:, :, None], asks, 0.1 * noise), mask)

    def not_contiguous():
        stored = memory.transpose(1, 2).contiguous()  # (B, d_model, Tk), as a convolutional encoder would leave it
        return build()(x, stored.transpose(1, 2), mask)

    def gradients():
        attention = build()
        names = [f"{projection}.{kind}" for projection in PROJECTIONS for kind in ("weight", "bias")]
        found = dict(attention.named_parameters())
        leaves = {"x": x.requires_grad_(), "memory": memory.requires_grad_()}
        leaves |= {name: found[name] for name in names if name in found}
        out = attention(x, memory, mask)
        grads = [None] * len(leaves)
        if out.requires_grad:
            grads = torch.autograd.grad((out * direction).sum(), list(leaves.values()), allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad for (name, leaf), grad in zip(leaves.items(), grads)
        }

    return {
        "parameters": parameters,
        "equal-lengths": lambda: build()(x, memory[:, :TQ]),
        "longer-memory": lambda: build()(x, memory),
        "shorter-memory": lambda: build()(x, memory[:, :3]),
        "one-token-memory": lambda: build()(x, memory[:, :1]),
        "one-head": lambda: build(heads=1)(x, memory, mask),
        "masked": lambda: build()(x, memory, mask),
        "far-below-zero": far_below_zero,
        "one-query": lambda: build()(x[:, :1], memory, mask),
        "not-contiguous": not_contiguous,
        "order-of-memory": order_of_memory,
        "queries-apart": queries_apart,
        "padding-invisible": padding_invisible,
        "gradients": gradients,
    }
