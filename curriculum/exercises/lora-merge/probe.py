"""Merging with r = 4 and alpha = 10, in both layouts of the weight, in float64 and in bfloat16."""

import torch
from torch import nn

R, ALPHA = 4, 10.0


class InOut(nn.Module):
    """A linear layer that stores its weight as (in, out), as GPT-2's Conv1D does."""

    def __init__(self, into, out):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(into, out))
        self.bias = nn.Parameter(torch.zeros(out))

    def forward(self, x):
        return x @ self.weight + self.bias


class LoRALinear(nn.Module):
    """The class of the statement, for files from which it was deleted."""

    def __init__(self, base, r, alpha, fan_in_fan_out=False):
        super().__init__()
        self.base = base.requires_grad_(False)
        self.fan_in_fan_out = fan_in_fan_out
        out, into = base.weight.shape[::-1] if fan_in_fan_out else base.weight.shape
        self.lora_A = nn.Parameter(torch.randn(r, into) / into**0.5)
        self.lora_B = nn.Parameter(torch.zeros(out, r))
        self.scaling = alpha / r
        self.merged = False

    def forward(self, x):
        if self.merged:
            return self.base(x)
        return self.base(x) + self.scaling * (x @ self.lora_A.T @ self.lora_B.T)


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def case(into, out):
        return {
            "x": normal(2, 3, into),
            "weight": normal(out, into) / into**0.5,
            "bias": normal(out),
            "lora_A": normal(R, into) / into**0.5,
            "lora_B": normal(out, R),
            "other_B": normal(out, R),
        }

    return {"wide": case(7, 5), "square": case(6, 6)}


def observe(module, inputs, device):
    make = getattr(module, "LoRALinear", LoRALinear)

    def layer_of(name, flipped=False, dtype=torch.float64):
        case = inputs[name]
        out, into = case["weight"].shape
        base = InOut(into, out) if flipped else nn.Linear(into, out)
        base = base.to(dtype)
        with torch.no_grad():
            base.weight.copy_(case["weight"].T if flipped else case["weight"])
            base.bias.copy_(case["bias"])
        layer = make(base, R, ALPHA, flipped)
        layer.lora_A.data, layer.lora_B.data = case["lora_A"].clone(), case["lora_B"].clone()
        return layer.to(device).eval()

    def x_of(name):
        return inputs[name]["x"].to(device)

    def weight_of(layer):
        return layer.base.weight.detach().clone()

    def change(layer, name):
        with torch.no_grad():
            layer.lora_B.copy_(inputs[name]["other_B"])

    def merged(name, *steps, flipped=False):
        layer = layer_of(name, flipped)
        for step in steps:
            change(layer, name) if step == "change" else getattr(module, step)(layer)
        return {"weight": weight_of(layer), "output": layer(x_of(name)), "output of base": layer.base(x_of(name))}

    def returned():
        layer = layer_of("wide")
        first = module.merge(layer)
        again = module.merge(layer)
        return {"first": first is layer.base, "second": again is layer.base, "type": type(first).__name__}

    def left_alone():
        layer = layer_of("wide")
        weight, keys = layer.base.weight, sorted(layer.state_dict())
        a, b = layer.lora_A.detach().clone(), layer.lora_B.detach().clone()
        module.merge(layer)
        found = {
            "merged": layer.merged,
            "weight is the same Parameter": layer.base.weight is weight,
            "weight learns": layer.base.weight.requires_grad,
            "state_dict has more keys": sorted(layer.state_dict()) != keys,
            "trainable": sorted(name for name, p in layer.named_parameters() if p.requires_grad),
            "A and B": bool(torch.equal(layer.lora_A, a) and torch.equal(layer.lora_B, b)),
        }
        module.unmerge(layer)
        return found | {"merged afterwards": layer.merged, "weight learns afterwards": layer.base.weight.requires_grad}

    def restored(*steps, dtype=torch.float64):
        layer = layer_of("wide", dtype=dtype)
        before = weight_of(layer)
        for step in steps:
            change(layer, "wide") if step == "change" else getattr(module, step)(layer)
        after = weight_of(layer)
        same = after.dtype == before.dtype and bool(torch.equal(after, before))
        return {"the same bits": same, "dtype": str(after.dtype), "merged": layer.merged}

    def two_layers():
        """Both merged before either is unmerged, first in, first out."""
        layers = [layer_of("wide"), layer_of("square"), layer_of("wide", flipped=True)]
        before = [weight_of(layer) for layer in layers]
        for layer in layers:
            module.merge(layer)
        for layer in layers:
            module.unmerge(layer)
        return [bool(torch.equal(weight_of(layer), old)) for layer, old in zip(layers, before)]

    def half():
        layer = layer_of("wide", dtype=torch.bfloat16)  # A and B stay float64
        module.merge(layer)
        return {"dtype": str(layer.base.weight.dtype), "weight": weight_of(layer).float()}

    return {
        "merge": lambda: merged("wide", "merge"),
        "square": lambda: merged("square", "merge"),
        "fan-in-fan-out": lambda: merged("wide", "merge", flipped=True),
        "returned": returned,
        "merge-twice": lambda: merged("wide", "merge", "merge"),
        "unmerge-output": lambda: merged("wide", "merge", "unmerge"),
        "unmerge-bits": lambda: restored("merge", "unmerge"),
        "unmerge-after-two": lambda: restored("merge", "merge", "unmerge"),
        "unmerge-only": lambda: restored("unmerge"),
        "two-layers": two_layers,
        "changed-between": lambda: merged("wide", "merge", "change", "unmerge")["weight"],
        "merge-again": lambda: merged("wide", "merge", "unmerge", "change", "merge"),
        "left-alone": left_alone,
        "half-precision": half,
        "half-precision-bits": lambda: restored("merge", "unmerge", dtype=torch.bfloat16),
    }
