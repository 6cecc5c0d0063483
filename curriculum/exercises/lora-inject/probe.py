"""A tree with every kind of branch: lists, dicts, sequences, a shared layer, a subclass, and names that mislead."""

import torch
from torch import nn

R, ALPHA, WIDTH, B, T = 4, 10.0, 6, 2, 3
ATTENTION = ["q", "v"]
PATHS = ["attn.q", "mlp.0"]
ODD = ["b", "proj"]
SIZES = {
    **{f"blocks.{i}.{kind}.{name}": (WIDTH, WIDTH) for i in (0, 1) for kind in ("attn", "cross_attn") for name in "qv"},
    **{f"blocks.{i}.mlp.0": (WIDTH, 9) for i in (0, 1)},
    "experts.b": (WIDTH, 5),
    "left.proj": (WIDTH, WIDTH),
    "right.proj": (WIDTH, WIDTH),
}  # (in, out)


class Halved(nn.Linear):
    """A linear layer with a mind of its own: what it computes is not x @ weight.T + bias."""

    def forward(self, x):
        return 0.5 * super().forward(x)


class Mixer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.v, self.wind_q = (nn.Linear(WIDTH, WIDTH) for _ in range(3))

    def forward(self, x):
        return torch.tanh(self.q(x)) * self.v(x) + self.wind_q(x)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.attn, self.cross_attn = Mixer(), Mixer()
        self.mlp = nn.Sequential(nn.Linear(WIDTH, 9), nn.Tanh(), nn.Linear(9, WIDTH))

    def forward(self, x):
        x = x + self.attn(self.norm(x))
        return x + self.mlp(x + self.cross_attn(x))


class Branch(nn.Module):
    def __init__(self, proj):
        super().__init__()
        self.proj = proj

    def forward(self, x):
        return torch.tanh(self.proj(x))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Linear(5, WIDTH)
        self.blocks = nn.ModuleList([Block(), Block()])
        shared = nn.Linear(WIDTH, WIDTH, bias=False)
        self.left, self.right = Branch(shared), Branch(shared)
        self.experts = nn.ModuleDict({"a": nn.Linear(WIDTH, 5), "b": Halved(WIDTH, 5)})
        self.qv = nn.Linear(5, 5)

    def forward(self, x):
        h = self.embed(x)
        for block in self.blocks:
            h = block(h)
        h = self.right(h + self.left(h).flip(-1))
        return self.qv(self.experts["a"](h) - self.experts["b"](h))


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    adapters = {
        name: {"lora_A": normal(R, into) / into**0.5, "lora_B": 0.3 * normal(out, R)}
        for name, (into, out) in SIZES.items()
    }
    adapters["right.proj"] = adapters["left.proj"]
    return {
        "weights": {name: 0.4 * normal(*p.shape) for name, p in Net().named_parameters()},
        "adapters": adapters,
        "x": normal(B, T, 5),
        "wanted": normal(B, T, 5),
    }


def observe(module, inputs, device):
    x, wanted = inputs["x"].to(device), inputs["wanted"].to(device)

    def build():
        model = Net().double().eval()
        with torch.no_grad():
            for name, parameter in model.named_parameters():
                parameter.copy_(inputs["weights"][name])
        return model.to(device)

    def injected(targets):
        model = build()
        return model, module.inject_lora(model, set(targets), R, ALPHA)

    def wants(name, targets):
        return name in SIZES and any(name == t or name.endswith("." + t) for t in targets)

    def filled(targets):
        """The model with given adapters, and their parameters by name."""
        model, _ = injected(targets)
        parameters = dict(model.named_parameters(remove_duplicate=False))
        chosen = {}
        with torch.no_grad():
            for name, parameter in parameters.items():  # what nobody asked for starts alike in everybody's model
                if name.endswith(("lora_A", "lora_B")):
                    parameter.fill_(0.05 if name.endswith("A") else 0.0)
            for layer, tensors in inputs["adapters"].items():
                for name, tensor in tensors.items():
                    parameter = parameters.get(f"{layer}.{name}")
                    if wants(layer, targets) and parameter is not None and parameter.shape == tensor.shape:
                        chosen[f"{layer}.{name}"] = parameter.copy_(tensor)
        return model, chosen

    def names():
        found = {}
        for targets in (ATTENTION, PATHS, ["blocks.1.attn.q"], ["embed"], [*ATTENTION, "query"]):
            try:
                found[" ".join(targets)] = sorted(injected(targets)[1])
            except ValueError:
                found[" ".join(targets)] = ["ValueError"]
        return found

    def trainable(targets):
        """The adapters by name; what else learns is counted, for its names depend on how a layer is adapted."""
        model, _ = injected(targets)
        learnt = {name: list(p.shape) for name, p in sorted(model.named_parameters()) if p.requires_grad}
        adapters = {name: shape for name, shape in learnt.items() if name.endswith(("lora_A", "lora_B"))}
        return {"adapters": adapters, "parameters that learn besides": len(learnt) - len(adapters)}

    def dtypes():
        model, _ = injected(ATTENTION)
        return sorted({str(p.dtype) for p in model.parameters()})

    def start():
        before = build()(x)
        model, _ = injected(ATTENTION + PATHS)
        parameters = dict(model.named_parameters())
        a = [p for name, p in parameters.items() if name.endswith("lora_A")]
        b = [p for name, p in parameters.items() if name.endswith("lora_B")]
        return {
            "output is the same": bool(torch.allclose(model(x), before)),
            "some A is zero": any(not p.any() for p in a),
            "some A is constant": any(bool((p == p.flatten()[0]).all()) for p in a),
            "every B is zero": all(not p.any() for p in b),
        }

    def shared():
        return {"names": sorted(injected(ODD)[1]), "trainable": trainable(ODD)}

    def loss_of(model):
        return (model(x) - wanted).pow(2).mean()

    def gradients():
        model, chosen = filled(PATHS)
        live = {name: p for name, p in chosen.items() if p.requires_grad}
        grads = {}
        loss = loss_of(model)
        if loss.requires_grad and live:
            grads = dict(zip(live, torch.autograd.grad(loss, list(live.values()), allow_unused=True)))
        found = {name: grads.get(name) for name in chosen}
        return {name: torch.zeros_like(chosen[name]) if grad is None else grad for name, grad in found.items()}

    def training():
        model, chosen = filled(ATTENTION)
        adapter = set(map(id, chosen.values()))
        others = [(p, p.detach().clone()) for p in model.parameters() if id(p) not in adapter]
        learnable = [p for p in model.parameters() if p.requires_grad]
        losses = []
        for _ in range(4):
            loss = loss_of(model)
            losses.append(loss.item())
            if loss.requires_grad:
                grads = torch.autograd.grad(loss, learnable, allow_unused=True)
                with torch.no_grad():
                    for parameter, grad in zip(learnable, grads):
                        parameter -= 0.05 * (0.0 if grad is None else grad)
        untouched = all(torch.equal(parameter, before) for parameter, before in others)
        return {"losses": losses, "everything else is untouched": untouched}

    def no_match():
        model = build()
        kinds = {type(part) for part in model.modules()}
        try:
            found = module.inject_lora(model, {"query", "wind"}, R, ALPHA)
        except ValueError:
            found = "ValueError"
        learns = all(p.requires_grad for p in model.parameters())
        return {"found": found, "nothing was frozen": learns, "same": {type(part) for part in model.modules()} == kinds}

    return {
        "names": names,
        "trainable": lambda: trainable(ATTENTION),
        "dtypes": dtypes,
        "start": start,
        "values": lambda: filled(ATTENTION)[0](x),
        "paths": lambda: filled(PATHS)[0](x),
        "shared": shared,
        "values-shared": lambda: filled(ODD)[0](x),
        "gradients": gradients,
        "training": training,
        "no-match": no_match,
    }
