"""A GPT with given weights: V = 37, block_size = 9, two blocks of width 24 with three heads, B = 2, T = 5."""

import math
from types import SimpleNamespace

import torch
import torch.nn.functional as F

B, T, V, LONGEST, LAYERS, HEADS, C = 2, 5, 37, 9, 2, 3, 24
BLOCK = {
    "ln_1.weight": (C,), "ln_1.bias": (C,), "attn.c_attn.weight": (3 * C, C), "attn.c_attn.bias": (3 * C,),
    "attn.c_proj.weight": (C, C), "attn.c_proj.bias": (C,), "ln_2.weight": (C,), "ln_2.bias": (C,),
    "mlp.c_fc.weight": (4 * C, C), "mlp.c_fc.bias": (4 * C,), "mlp.c_proj.weight": (C, 4 * C), "mlp.c_proj.bias": (C,),
}  # fmt: skip
SHAPES = {"wte.weight": (V, C), "wpe.weight": (LONGEST, C), "ln_f.weight": (C,), "ln_f.bias": (C,)}
SHAPES |= {f"h.{i}.{name}": shape for i in range(LAYERS) for name, shape in BLOCK.items()}
TIED = "lm_head.weight"  # another name of wte.weight


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def weight(name, shape):
        if name.startswith("w"):
            return 0.6 * normal(*shape)
        if len(shape) == 2:
            return normal(*shape) / shape[1] ** 0.5
        return (1.0 if ".ln" in "." + name and name.endswith("weight") else 0.0) + 0.3 * normal(*shape)

    return {
        "idx": torch.from_numpy(rng.integers(0, V, (B, T))),
        "whole": torch.from_numpy(rng.integers(0, V, (1, LONGEST))),
        "too_long": torch.from_numpy(rng.integers(0, V, (B, LONGEST + 1))),
        "others": torch.from_numpy(rng.integers(0, V, (B, T))),
        "many": torch.from_numpy(rng.integers(0, V, (LONGEST - 1, LONGEST - 1))),
        "targets": torch.from_numpy(rng.integers(0, V, (LONGEST - 1, LONGEST - 1))),
        "weights": {name: weight(name, shape) for name, shape in SHAPES.items()},
        "direction": normal(B, T, V),  # what the logits are multiplied with before they are differentiated
    }


def observe(module, inputs, device):
    idx, whole, too_long, others, many, targets, direction = (
        inputs[name].to(device) for name in ("idx", "whole", "too_long", "others", "many", "targets", "direction")
    )
    sizes = {"vocab_size": V, "block_size": LONGEST, "n_layer": LAYERS, "n_head": HEADS, "n_embd": C}
    cfg = SimpleNamespace(**sizes, dropout=0.0)

    def named(model):
        """The parameters under their agreed names; a tied lm_head counts as wte, whichever was made first."""
        found = dict(model.named_parameters())
        if TIED in found and "wte.weight" not in found:
            found["wte.weight"] = found.pop(TIED)
        return found

    def fresh():
        return module.GPT(cfg).to(device)

    def build():
        model = fresh().double().eval()
        with torch.no_grad():
            for name, parameter in named(model).items():
                given = inputs["weights"].get("wte.weight" if name == TIED else name)
                if given is not None and given.shape == parameter.shape:
                    parameter.copy_(given)
                else:  # so that a parameter of another name or shape is at least the same for everybody
                    parameter.copy_(torch.linspace(-0.7, 0.9, parameter.numel()).sin().reshape(parameter.shape))
        return model

    def parameters():
        return {name: list(p.shape) for name, p in sorted(named(fresh()).items()) if name != TIED}

    def tied():
        found = named(fresh())
        one, other = found.get("wte.weight"), found.get(TIED)
        apart = one is not None and other is not None
        return {"one matrix": not apart, "a copy": apart and bool(torch.equal(one, other))}

    def start():
        logits = fresh().eval()(many)
        loss = F.cross_entropy(logits.flatten(0, 1).float(), targets.flatten()).item()
        return {
            "loss is about ln V": abs(loss - math.log(V)) < 0.5,
            "tokens differ": bool(logits.float().std(dim=-1).mean() > 1e-4),
        }

    def long_sequence():
        try:
            fresh()(too_long)
        except Exception:
            return "an error"
        return "no error"

    def future():
        model = build()
        changed = idx.clone()
        changed[:, 3:] = (changed[:, 3:] + 1 + others[:, 3:] % (V - 1)) % V
        return (model(changed)[:, :3] - model(idx)[:, :3]).abs().max().item()

    def training_mode():
        model = build()
        expected = model(idx)
        return {"the same as in evaluation": bool((model.train()(idx) - expected).abs().max() <= 1e-6)}

    def gradients():
        model = build()
        leaves = named(model)
        leaves = {name: leaves[name] for name in SHAPES if name in leaves}
        out = model(idx)
        grads = [None] * len(leaves)
        if out.requires_grad:
            grads = torch.autograd.grad((out * direction).sum(), list(leaves.values()), allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad
            for (name, leaf), grad in zip(leaves.items(), grads)
        }

    def after_a_step():
        model = build()
        step = torch.optim.SGD(model.parameters(), lr=0.1)
        F.cross_entropy(model(idx).flatten(0, 1), others.flatten()).backward()
        step.step()
        return model(idx)

    return {
        "parameters": parameters,
        "tied": tied,
        "start": start,
        "one-token": lambda: build()(idx[:, :1]),
        "values": lambda: build()(idx),
        "longest": lambda: build()(whole),
        "too-long": long_sequence,
        "future": future,
        "training-mode": training_mode,
        "single-precision": lambda: build().float()(idx),
        "gradients": gradients,
        "after-a-step": after_a_step,
    }
