"""An encoder layer with given weights: B = 2, T = 6, d = 12, three heads, ff = 20, padding on the left and right."""

import torch

B, T, D, H, FF = 2, 6, 12, 3, 20
SHAPES = {
    "self_attn.in_proj_weight": (3 * D, D), "self_attn.in_proj_bias": (3 * D,), "self_attn.out_proj.weight": (D, D),
    "self_attn.out_proj.bias": (D,), "linear1.weight": (FF, D), "linear1.bias": (FF,), "linear2.weight": (D, FF),
    "linear2.bias": (D,), "norm1.weight": (D,), "norm1.bias": (D,), "norm2.weight": (D,), "norm2.bias": (D,),
}  # fmt: skip


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def weight(name, shape):
        if len(shape) == 2:  # scores of about unit variance do not saturate the softmax, so a wrong scale shows
            return 1.3 * normal(*shape) / shape[1] ** 0.5
        return (1.0 if name.startswith("norm") and name.endswith("weight") else 0.0) + 0.4 * normal(*shape)

    padding = torch.zeros(B, T, dtype=torch.bool)
    padding[0, 4:] = True
    padding[1, 0] = padding[1, 5] = True
    shuffled = [int(i) for i in rng.permutation(T)]
    return {
        "x": normal(B, T, D) + normal(B, T, 1),
        "weights": {name: weight(name, shape) for name, shape in SHAPES.items()},
        "padding": padding,
        "noise": 2.0 * normal(B, T, D),
        "order": shuffled if shuffled != sorted(shuffled) else shuffled[::-1],
        "direction": normal(B, T, D),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, padding, noise, direction = (inputs[name].to(device) for name in ("x", "padding", "noise", "direction"))
    real = ~padding

    def build(norm_first=True, dropout=0.0, heads=H):
        block = module.EncoderBlock(D, heads, FF, dropout, norm_first).to(device).double().eval()
        with torch.no_grad():
            for name, parameter in block.named_parameters():
                given = inputs["weights"].get(name)
                if given is not None and given.shape == parameter.shape:
                    parameter.copy_(given)
                else:  # so that a parameter of another name or shape is at least the same for everybody
                    parameter.copy_(torch.linspace(-0.7, 0.9, parameter.numel()).sin().reshape(parameter.shape))
        return block

    def parameters():
        return {name: list(p.shape) for name, p in sorted(module.EncoderBlock(D, H, FF, 0.0).named_parameters())}

    def default_order():
        """Whether norm_first is True when nothing is said."""
        block = module.EncoderBlock(D, H, FF, 0.0).to(device).double().eval()
        block.load_state_dict(build().state_dict())
        return block(x)

    def permutation():
        block = build()
        order = torch.tensor(inputs["order"], device=device)
        return (block(x[:, order]) - block(x)[:, order]).abs().max().item()

    def padding_ignored():
        """How much the outputs at real positions change when what stands in the padding does."""
        block = build()
        before = block(x.clone(), padding)[real]
        return (block(x + noise * padding[..., None], padding)[real] - before).abs().max().item()

    def input_kept():
        """How many of x and the mask changed: by how much depends on which of the additions is in place."""
        before = x.clone(), padding.clone()
        build()(x, padding)
        return float(sum(not torch.equal(value, old) for value, old in zip((x, padding), before)))

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
        out = block(x * 1.0, padding)
        grads = [None] * len(leaves)
        if out.requires_grad:
            total = (out * direction)[real].sum()
            grads = torch.autograd.grad(total, list(leaves.values()), allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad
            for (name, leaf), grad in zip(leaves.items(), grads)
        }

    return {
        "parameters": parameters,
        "one-token": lambda: build()(x[:, :1]),
        "values": lambda: build()(x),
        "post-norm": lambda: build(norm_first=False)(x),
        "default-order": default_order,
        "one-head": lambda: build(heads=1)(x),
        "padded": lambda: build()(x, padding)[real],
        "padded-post-norm": lambda: build(norm_first=False)(x, padding)[real],
        "one-sentence": lambda: build()(x[:1, :5], padding[:1, :5])[real[:1, :5]],
        "padding-ignored": padding_ignored,
        "permutation": permutation,
        "not-contiguous": lambda: build()(x.transpose(1, 2).contiguous().transpose(1, 2)),
        "single-precision": lambda: build().float()(x.float()),
        "input-kept": input_kept,
        "dropout": dropout,
        "gradients": gradients,
    }
