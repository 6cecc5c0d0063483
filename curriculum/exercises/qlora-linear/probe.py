"""r = 4 and alpha = 10, so that alpha / r, alpha, r / alpha, alpha / sqrt(r) and 1 all differ."""

import gc
import weakref

import torch
from torch import nn

R, ALPHA = 4, 10.0


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def weight(out, into):
        """Quotients by the scale lie away from ties; the update stays well below a step in places, above in others."""
        scale = torch.from_numpy(rng.uniform(0.002, 0.02, (out, 1)))
        off = torch.from_numpy(rng.uniform(0.15, 0.4, (out, into)) * rng.choice([-1.0, 1.0], (out, into)))
        levels = torch.from_numpy(rng.integers(-100, 101, (out, into))).double() + off
        levels[:, 1] = torch.from_numpy(rng.choice([-127.0, 127.0], out))
        return levels * scale

    def layer(into, out):
        return {
            "x": normal(2, 3, into),
            "weight": weight(out, into),
            "bias": normal(out),
            "lora_A": normal(R, into) / into**0.5,
            "lora_B": 0.3 * normal(out, R),
            "direction": normal(2, 3, out),  # what the output is multiplied with before it is differentiated
        }

    return {"wide": layer(7, 5), "square": layer(6, 6), "large": layer(48, 64)}


def observe(module, inputs, device):
    def base_of(name, bias=True, dtype=torch.float64):
        case = inputs[name]
        out, into = case["weight"].shape
        base = nn.Linear(into, out, bias=bias, dtype=dtype)
        with torch.no_grad():
            base.weight.copy_(case["weight"])
            if bias:
                base.bias.copy_(case["bias"])
        return base.to(device)

    def fresh(name, **options):
        return module.QLoRALinear(base_of(name, **options), R, ALPHA).to(device)

    def filled(name, **options):
        layer = fresh(name, **options).eval()
        with torch.no_grad():
            layer.lora_A.copy_(inputs[name]["lora_A"])
            layer.lora_B.copy_(inputs[name]["lora_B"])
        return layer

    def x_of(name):
        return inputs[name]["x"].to(device)

    def start():
        layer = fresh("wide")
        x = x_of("wide")
        restored = layer.weight_q.double() * layer.scale.double()
        expected = x @ restored.T + inputs["wide"]["bias"].to(device)
        return {
            "output is the quantised base's": bool(torch.allclose(layer(x), expected, atol=1e-5)),
            "A is zero": bool((layer.lora_A == 0).all()),
            "rows of A differ": not torch.equal(layer.lora_A[0], layer.lora_A[1]),
            "B is zero": bool((layer.lora_B == 0).all()),
        }

    def stored():
        layer = fresh("wide")
        saved = layer.state_dict()
        return {
            "weight_q": [str(layer.weight_q.dtype), list(layer.weight_q.shape)],
            "scale": list(layer.scale.shape),
            "saved": [name in saved for name in ("weight_q", "scale", "lora_A", "lora_B")],
            "trainable": {name: list(p.shape) for name, p in sorted(layer.named_parameters()) if p.requires_grad},
            "dtype of A and B": [str(layer.lora_A.dtype), str(layer.lora_B.dtype)],
        }

    def codes():
        layer = fresh("wide")
        return {"weight_q": layer.weight_q.to(torch.float64), "scale": layer.scale.detach().to(torch.float64)}

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
        before = {name: tensor.clone() for name, tensor in layer.state_dict().items()}
        learnable = [p for p in layer.parameters() if p.requires_grad]
        for _ in range(3):
            loss = (layer(x_of("wide")) * inputs["wide"]["direction"].to(device)).sum()
            if loss.requires_grad:
                grads = torch.autograd.grad(loss, learnable, allow_unused=True)
                with torch.no_grad():
                    for parameter, grad in zip(learnable, grads):
                        parameter -= 0.05 * (0.0 if grad is None else grad)
        after = layer.state_dict()
        moved = sorted(name for name in before if not torch.equal(after[name], before[name]))
        return {"moved": moved}

    def tensors(thing, seen):
        """All tensors that an object holds, by where their memory begins."""
        if id(thing) in seen:
            return {}
        seen.add(id(thing))
        if isinstance(thing, torch.Tensor):
            storage = thing.untyped_storage()
            return {storage.data_ptr(): storage.nbytes()}
        parts = []
        if isinstance(thing, dict):
            parts = list(thing.values())
        elif isinstance(thing, (list, tuple, set)):
            parts = list(thing)
        elif isinstance(thing, nn.Module):
            parts = list(vars(thing).values())
        found = {}
        for part in parts:
            found |= tensors(part, seen)
        return found

    def memory():
        """The bytes the layer holds, for each byte of the float64 weight; after it was used."""
        layer = fresh("large")
        layer(x_of("large"))
        return sum(tensors(layer, set()).values()) / (64 * 48 * 8)

    def released():
        base = base_of("large")
        weight = weakref.ref(base.weight)
        layer = module.QLoRALinear(base, R, ALPHA)
        del base
        gc.collect()
        return {"the float weight is gone": weight() is None, "out": layer.weight_q.shape[0]}

    def training():
        layer, x = filled("wide"), x_of("wide")
        return {"the same in training mode": torch.allclose(layer.train()(x), layer.eval()(x))}

    def saved():
        """The state of one layer, loaded into one that was made from another base."""
        layer = filled("square")
        other = module.QLoRALinear(nn.Linear(6, 6, dtype=torch.float64), R, ALPHA).to(device)
        other.load_state_dict(layer.state_dict())
        return other(x_of("square"))

    def half():
        layer = filled("wide").to(torch.bfloat16)
        y = layer(x_of("wide").to(torch.bfloat16))
        return {"dtype": str(y.dtype), "output": y.double()}

    def merged(name, **options):
        layer = filled(name, **options)
        plain = layer.merge()
        return {
            "type": type(plain).__name__,
            "weight": plain.weight.detach(),
            "output": plain(x_of(name)),
            "bias": plain.bias is not None,
        }

    def after_merge():
        layer = filled("wide")
        layer.merge()
        return {"weight_q": layer.weight_q.double(), "output": layer(x_of("wide"))}

    return {
        "stored": stored,
        "codes": codes,
        "start": start,
        "values": lambda: filled("wide")(x_of("wide")),
        "square": lambda: filled("square")(x_of("square")),
        "no-bias": lambda: filled("wide", bias=False)(x_of("wide")),
        "vector": lambda: filled("wide")(x_of("wide")[0, 0]),
        "training-mode": training,
        "gradients": gradients,
        "learning": learning,
        "memory": memory,
        "released": released,
        "saved": saved,
        "bfloat16": half,
        "merge": lambda: merged("wide"),
        "merge-no-bias": lambda: merged("square", bias=False),
        "after-merge": after_merge,
    }
