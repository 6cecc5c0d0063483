"""Attention with given weights: B = 2, h = 3, T = 5, head width 4, d_model = 12."""

import torch

B, H, T, D_MODEL = 2, 3, 5, 12
PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj")


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    mask = torch.from_numpy(rng.random((B, 1, T, T)) < 0.5)  # differs between sentences, the same for all heads
    mask |= torch.eye(T, dtype=torch.bool)  # no row is empty
    mask[0, 0, 3] = True
    shuffled = [int(i) for i in rng.permutation(T)]
    return {
        "x": normal(B, T, D_MODEL),
        # Scores of about unit variance after scaling do not saturate the softmax, so a wrong scale shows.
        "weights": {
            name: {"weight": 1.2 * normal(D_MODEL, D_MODEL) / D_MODEL**0.5, "bias": 0.5 * normal(D_MODEL)}
            for name in PROJECTIONS
        },
        "mask": mask,
        "mask of heads": torch.from_numpy(rng.random((B, H, T, T)) < 0.5) | torch.eye(T, dtype=torch.bool),
        "order": shuffled if shuffled != sorted(shuffled) else shuffled[::-1],
        "direction": normal(B, T, D_MODEL),  # what the output is multiplied with before it is differentiated
        "noise": normal(T, D_MODEL),
    }


def observe(module, inputs, device):
    x, mask, direction, noise = (inputs[name].to(device) for name in ("x", "mask", "direction", "noise"))

    def build(heads=H, bias=True):
        attention = module.MultiHeadAttention(D_MODEL, heads, bias=bias).to(device).double().eval()
        parameters = dict(attention.named_parameters())
        with torch.no_grad():
            for projection, tensors in inputs["weights"].items():
                for kind, tensor in tensors.items():
                    if (name := f"{projection}.{kind}") in parameters:
                        parameters[name].copy_(tensor)
        return attention

    def parameters(bias):
        attention = module.MultiHeadAttention(D_MODEL, H, bias=bias)
        return {name: list(tensor.shape) for name, tensor in sorted(attention.named_parameters())}

    def bad_heads():
        try:
            module.MultiHeadAttention(D_MODEL, 5)
        except Exception as error:
            return type(error).__name__
        return "no error"

    def not_contiguous():
        stored = x.transpose(1, 2).contiguous()  # (B, d_model, T), as a convolution would leave it
        return build()(stored.transpose(1, 2), mask)

    def inputs_kept():
        given, allowed = x.clone(), mask.clone()
        build()(given, allowed)
        return {"x": torch.equal(given, x), "mask": torch.equal(allowed, mask)}

    def training():
        attention = build()
        return {"the same in training mode": torch.allclose(attention.train()(x), attention.eval()(x))}

    def apart():
        """The second call of a module that was called with a mask, and with longer sentences."""
        attention = build()
        attention(x, mask)
        return attention(x[:, :3])

    def permutation():
        attention = build()
        order = torch.tensor(inputs["order"], device=device)
        return (attention(x[:, order]) - attention(x)[:, order]).abs().max().item()

    def other_sentences():
        attention = build()
        before = attention(x.clone())[0]
        x[1] += noise
        return (attention(x)[0] - before).abs().max().item()

    def gradients():
        attention = build()
        names = [f"{projection}.{kind}" for projection in PROJECTIONS for kind in ("weight", "bias")]
        parameters = dict(attention.named_parameters())
        leaves = {"x": x.requires_grad_(), **{name: parameters[name] for name in names if name in parameters}}
        out = attention(x, mask)
        grads = [None] * len(leaves)
        if out.requires_grad:
            grads = torch.autograd.grad((out * direction).sum(), list(leaves.values()), allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad
            for (name, leaf), grad in zip(leaves.items(), grads)
        }

    return {
        "parameters": lambda: parameters(True),
        "parameters-without-bias": lambda: parameters(False),
        "bad-heads": bad_heads,
        "one-head": lambda: build(heads=1)(x),
        "values": lambda: build()(x),
        "masked": lambda: build()(x, mask),
        "mask-of-two-axes": lambda: build()(x, torch.ones(T, T, dtype=torch.bool, device=device).tril()),
        "mask-of-heads": lambda: build()(x, inputs["mask of heads"].to(device)),
        "not-contiguous": not_contiguous,
        "training-mode": training,
        "inputs-kept": inputs_kept,
        "second-call": apart,
        "permutation": permutation,
        "other-sentences": other_sentences,
        "gradients": gradients,
    }
