"""LoRA with r = 4 and alpha = 10, so that alpha / r, alpha, r / alpha, alpha / sqrt(r) and 1 all differ."""

import torch
from torch import nn

R, ALPHA = 4, 10.0


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def layer(into, out):
        return {
            "x": normal(2, 3, into),
            "weight": normal(out, into) / into**0.5,
            "bias": normal(out),
            "lora_A": normal(R, into) / into**0.5,
            "lora_B": normal(out, R),
            "direction": normal(2, 3, out),  # what the output is multiplied with before it is differentiated
        }

    return {"wide": layer(7, 5), "square": layer(6, 6)}


def observe(module, inputs, device):
    def base_of(case, bias=True):
        out, into = case["weight"].shape
        base = nn.Linear(into, out, bias=bias).double()
        with torch.no_grad():
            base.weight.copy_(case["weight"])
            if bias:
                base.bias.copy_(case["bias"])
        return base.to(device)

    def fresh(name, bias=True, dropout=0.0):
        base = base_of(inputs[name], bias)
        return module.LoRALinear(base, R, ALPHA, dropout).to(device).double()

    def filled(name, **options):
        layer = fresh(name, **options).eval()
        with torch.no_grad():
            layer.lora_A.copy_(inputs[name]["lora_A"])
            layer.lora_B.copy_(inputs[name]["lora_B"])
        return layer

    def x_of(name):
        return inputs[name]["x"].to(device)

    def output(name, **options):
        return filled(name, **options)(x_of(name))

    def start():
        base = base_of(inputs["wide"])
        layer = fresh("wide").eval()
        a, b = layer.lora_A, layer.lora_B
        return {
            "output is the base's": bool(torch.allclose(layer(x_of("wide")), layer.base(x_of("wide")))),
            "A is zero": bool((a == 0).all()),
            "B is zero": bool((b == 0).all()),
            "A is constant": bool((a == a.flatten()[0]).all()),
            "base is the layer given": module.LoRALinear(base, R, ALPHA).base is base,
        }

    def parameters():
        layer = fresh("wide")
        return {name: list(p.shape) for name, p in sorted(layer.named_parameters()) if p.requires_grad}

    def gradients():
        layer = filled("wide")
        x = x_of("wide").requires_grad_()
        leaves = {"x": x, "lora_A": layer.lora_A, "lora_B": layer.lora_B}
        out = layer(x)
        live = [leaf for leaf in leaves.values() if leaf.requires_grad]
        grads = {}
        if out.requires_grad:
            total = (out * inputs["wide"]["direction"].to(device)).sum()
            grads = dict(zip(map(id, live), torch.autograd.grad(total, live, allow_unused=True)))
        found = {name: grads.get(id(leaf)) for name, leaf in leaves.items()}
        return {name: torch.zeros_like(leaves[name]) if grad is None else grad for name, grad in found.items()}

    def learning():
        layer = fresh("wide").train()
        before = {name: tensor.detach().clone() for name, tensor in layer.named_parameters()}
        learnable = [p for p in layer.parameters() if p.requires_grad]
        for _ in range(3):
            loss = (layer(x_of("wide")) * inputs["wide"]["direction"].to(device)).sum()
            if loss.requires_grad:
                grads = torch.autograd.grad(loss, learnable, allow_unused=True)
                with torch.no_grad():
                    for parameter, grad in zip(learnable, grads):
                        parameter -= 0.05 * (0.0 if grad is None else grad)
        return {name: not torch.equal(tensor, before[name]) for name, tensor in sorted(layer.named_parameters())}

    def dropout():
        x = x_of("wide")
        layer = filled("wide", dropout=0.5)
        steady = torch.allclose(layer(x), layer(x))
        layer.train()
        noisy = not torch.allclose(layer(x), layer(x))
        with torch.no_grad():
            layer.lora_B.zero_()  # what is left must be the base, whatever was dropped
        intact = torch.allclose(layer(x), layer.base(x))
        return {"eval repeats itself": steady, "training is random": noisy, "base is intact": intact}

    def state(layer, name, before):
        weight = layer.base.weight
        found = {"output": layer(x_of(name)), "weight": weight, "learns": weight.requires_grad}
        return {**found, "in place": weight is before, "output in training": layer.train()(x_of(name))}

    def merged(name, *steps):
        layer = filled(name)
        before = layer.base.weight
        for step in steps:
            getattr(layer, step)()
        return state(layer, name, before)

    return {
        "start": start,
        "trainable": parameters,
        "values": lambda: output("wide"),
        "square": lambda: output("square"),
        "no-bias": lambda: output("wide", bias=False),
        "gradients": gradients,
        "learning": learning,
        "dropout": dropout,
        "merge": lambda: merged("wide", "merge"),
        "merge-square": lambda: merged("square", "merge"),
        "merge-twice": lambda: merged("wide", "merge", "merge"),
        "unmerge": lambda: merged("wide", "merge", "unmerge"),
        "unmerge-only": lambda: merged("wide", "unmerge"),
    }
