"""A block with given weights: B = 2, T = 5, d = 12, three heads of width 4."""

import torch

B, T, D, H = 2, 5, 12, 3
SHAPES = {
    "ln_1.weight": (D,), "ln_1.bias": (D,), "attn.c_attn.weight": (3 * D, D), "attn.c_attn.bias": (3 * D,),
    "attn.c_proj.weight": (D, D), "attn.c_proj.bias": (D,), "ln_2.weight": (D,), "ln_2.bias": (D,),
    "mlp.c_fc.weight": (4 * D, D), "mlp.c_fc.bias": (4 * D,), "mlp.c_proj.weight": (D, 4 * D), "mlp.c_proj.bias": (D,),
}  # fmt: skip


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def weight(name, shape):
        if len(shape) == 2:  # scores of about unit variance do not saturate the softmax, so a wrong scale shows
            return 1.3 * normal(*shape) / shape[1] ** 0.5
        return (1.0 if name.startswith("ln") and name.endswith("weight") else 0.0) + 0.4 * normal(*shape)

    return {
        "x": normal(B, T, D) + normal(B, T, 1),
        "weights": {name: weight(name, shape) for name, shape in SHAPES.items()},
        "noise": 2.0 * normal(B, T, D),
        "direction": normal(B, T, D),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, noise, direction = (inputs[name].to(device) for name in ("x", "noise", "direction"))

    def build(heads=H, dropout=0.0):
        block = module.GPTBlock(D, heads, dropout).to(device).double().eval()
        with torch.no_grad():
            for name, parameter in block.named_parameters():
                given = inputs["weights"].get(name)
                if given is not None and given.shape == parameter.shape:
                    parameter.copy_(given)
                else:  # so that a parameter of another name or shape is at least the same for everybody
                    parameter.copy_(torch.linspace(-0.7, 0.9, parameter.numel()).sin().reshape(parameter.shape))
        return block

    def parameters():
        return {name: list(p.shape) for name, p in sorted(module.GPTBlock(D, H, 0.0).named_parameters())}

    def lengths():
        block = build()
        block(x[:, :1].clone())
        block(x[:, :3].clone())
        return block(x)

    def future():
        """How much the outputs up to position 2 change when what comes after it does."""
        block = build()
        before = block(x.clone())[:, :3]
        x[:, 3:] += noise[:, 3:]
        return (block(x)[:, :3] - before).abs().max().item()

    def future_gradient():
        """The gradient of the output at position 2 by the inputs: which positions does it depend on?"""
        leaf = x.clone().requires_grad_()
        out = build()(leaf * 1.0)[:, 2]
        sizes = torch.autograd.grad((out * direction[:, 2]).sum(), leaf)[0].abs().amax(dim=(0, 2))
        return [bool(size > 1e-9) for size in sizes]

    def other_sentences():
        block = build()
        before = block(x.clone())[0]
        x[1] += noise[1]
        return (block(x)[0] - before).abs().max().item()

    def input_kept():
        """1 if x changed: by how much depends on which of the additions is in place."""
        before = x.clone()
        build()(x)
        return float(not torch.equal(x, before))

    def dropout():
        block = build(dropout=0.5)
        steady = torch.equal(block(x.clone()), block(x.clone()))
        plain = torch.allclose(block(x.clone()), build()(x.clone()))
        block.train()
        noisy = not torch.allclose(block(x.clone()), block(x.clone()))
        return {"eval repeats itself": steady and plain, "training is random": noisy}

    def gradients():
        block = build()
        parameters = dict(block.named_parameters())
        leaves = {"x": x.requires_grad_(), **{name: parameters[name] for name in SHAPES if name in parameters}}
        out = block(x * 1.0)
        grads = [None] * len(leaves)
        if out.requires_grad:
            grads = torch.autograd.grad((out * direction).sum(), list(leaves.values()), allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad
            for (name, leaf), grad in zip(leaves.items(), grads)
        }

    def not_contiguous():
        stored = x.transpose(1, 2).contiguous()
        return build()(stored.transpose(1, 2))

    return {
        "parameters": parameters,
        "one-token": lambda: build()(x[:, :1]),
        "values": lambda: build()(x),
        "one-head": lambda: build(heads=1)(x),
        "one-sentence": lambda: build()(x[:1, :4]),
        "lengths": lengths,
        "future": future,
        "future-gradient": future_gradient,
        "other-sentences": other_sentences,
        "not-contiguous": not_contiguous,
        "single-precision": lambda: build().float()(x.float()),
        "input-kept": input_kept,
        "dropout": dropout,
        "gradients": gradients,
    }
