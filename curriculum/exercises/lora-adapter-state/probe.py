"""A net with three adapters of different alpha, a trainable head, and a plain layer whose name contains "lora"."""

import io

import torch
from torch import nn

R, ALPHAS, WIDTH = 3, {"first": 7.5, "block.inner.proj": 10.0, "block.out": 2.0}, 6
SIZES = {"first": (5, WIDTH), "block.inner.proj": (WIDTH, WIDTH), "block.out": (WIDTH, 4)}  # (in, out)


class LoRALinear(nn.Module):
    """The class of the statement, for files from which it was deleted."""

    def __init__(self, base, r, alpha):
        super().__init__()
        self.base = base.requires_grad_(False)
        self.lora_A = nn.Parameter(torch.randn(r, base.in_features) / base.in_features**0.5)
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r))
        self.r, self.alpha = r, alpha

    def forward(self, x):
        return self.base(x) + self.alpha / self.r * (x @ self.lora_A.T @ self.lora_B.T)


class Net(nn.Module):
    def __init__(self, make, r, alphas):
        super().__init__()

        def adapted(name):
            return make(nn.Linear(*SIZES[name]), r, alphas[name])

        self.first = adapted("first")
        self.flora = nn.Linear(WIDTH, WIDTH).requires_grad_(False)  # a plain layer, whatever its name contains
        self.block = nn.Module()
        self.block.inner = nn.Module()
        self.block.inner.proj = adapted("block.inner.proj")
        self.block.out = adapted("block.out")
        self.head = nn.Linear(4, 2)  # learns along with the adapters, and is saved elsewhere

    def forward(self, x):
        h = torch.tanh(self.flora(torch.tanh(self.first(x))))
        return self.head(torch.tanh(self.block.out(torch.tanh(self.block.inner.proj(h)))))


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    names = [name for name, _ in Net(LoRALinear, R, ALPHAS).named_parameters()]
    shapes = {name: list(p.shape) for name, p in Net(LoRALinear, R, ALPHAS).named_parameters()}
    return {
        "trained": {name: 0.5 * normal(*shapes[name]) for name in names},
        "fresh": {name: 0.5 * normal(*shapes[name]) for name in names},
        "x": normal(2, 3, 5),
    }


def observe(module, inputs, device):
    make = getattr(module, "LoRALinear", LoRALinear)
    x = inputs["x"].to(device)

    def net(which, alphas=ALPHAS, bases="trained"):
        """A net whose adapters come from one set of weights, and all else from another."""
        model = Net(make, R, alphas).double()
        with torch.no_grad():
            for name, parameter in model.named_parameters():
                source = which if name.endswith(("lora_A", "lora_B")) else bases
                parameter.copy_(inputs[source][name])
        return model.to(device)

    def other():
        return net("fresh", alphas={name: 1.0 for name in ALPHAS})

    def state_by_hand(which="trained"):
        """What lora_state_dict should return, made without it."""
        state = {}
        for name, alpha in ALPHAS.items():
            for kind in ("lora_A", "lora_B"):
                state[f"{name}.{kind}"] = inputs[which][f"{name}.{kind}"].clone().to(device)
            state[f"{name}.alpha"] = torch.tensor(alpha)
        return state

    def shape_of(value):
        return list(value.shape) if isinstance(value, torch.Tensor) else type(value).__name__

    def keys():
        return {key: shape_of(value) for key, value in sorted(module.lora_state_dict(net("trained")).items())}

    def values():
        state = module.lora_state_dict(net("trained"))
        return {key: float(value) if key.endswith("alpha") else value for key, value in sorted(state.items())}

    def file():
        """Written to a file and read again as plain tensors: how many bytes, and the same values?"""
        model = net("trained")
        state = module.lora_state_dict(model)
        written = io.BytesIO()
        torch.save(state, written)
        everything = io.BytesIO()
        torch.save(model.state_dict(), everything)
        written.seek(0)
        again = torch.load(written, weights_only=True)
        same = all(torch.equal(torch.as_tensor(again[key]), torch.as_tensor(state[key])) for key in state)
        graph = [key for key, value in state.items() if isinstance(value, torch.Tensor) and value.requires_grad]
        return {"read again": same and again.keys() == state.keys(), "carry gradients": sorted(graph)}

    def train(model):
        with torch.no_grad():
            for parameter in model.parameters():
                parameter += 1.0

    def snapshot():
        model = net("trained")
        state = module.lora_state_dict(model)
        learnt = sorted(name for name, parameter in model.named_parameters() if parameter.requires_grad)
        train(model)
        saved = {key: float(value) if key.endswith("alpha") else value for key, value in sorted(state.items())}
        return {"the model still learns": learnt, "saved": saved}

    def round_trip():
        model = other()
        module.load_lora(model, module.lora_state_dict(net("trained")))
        return model(x)

    def loaded():
        model = other()
        module.load_lora(model, state_by_hand())
        return model(x)

    def only_adapters():
        model = net("fresh", bases="fresh")
        before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
        module.load_lora(model, state_by_hand())
        after = model.state_dict()
        return sorted(name for name in before if not torch.equal(before[name], after[name]))

    def same_parameters():
        model = other()
        before = dict(model.named_parameters())
        module.load_lora(model, state_by_hand())
        after = dict(model.named_parameters())
        return {
            "the same Parameters": all(after.get(name) is parameter for name, parameter in before.items()),
            "trainable": sorted(name for name, parameter in after.items() if parameter.requires_grad),
            "dtypes": sorted({str(parameter.dtype) for parameter in after.values()}),
            "alpha is a number": isinstance(model.first.alpha, int | float),
        }

    def independent():
        """Neither loading nor training after it changes the loaded dict."""
        model, state = other(), state_by_hand()
        module.load_lora(model, state)
        train(model)
        whole = state.keys() == state_by_hand().keys()
        return whole and all(torch.equal(value, state_by_hand()[key]) for key, value in state.items())

    def single():
        """Saved in float32, loaded into a float64 model."""
        model = other()
        module.load_lora(model, {key: value.float() for key, value in state_by_hand().items()})
        return {"output": model(x), "dtypes": sorted({str(p.dtype) for p in model.parameters()})}

    def refused(change):
        """Whether a spoilt dict is refused, and the model left as it was."""
        model, state = other(), state_by_hand()
        change(state)
        before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
        alphas = [layer.alpha for layer in (model.first, model.block.inner.proj, model.block.out)]
        try:
            module.load_lora(model, state)
            refusal = False
        except (ValueError, KeyError, RuntimeError):
            refusal = True
        after = model.state_dict()
        untouched = all(torch.equal(before[name], after[name]) for name in before)
        same = alphas == [layer.alpha for layer in (model.first, model.block.inner.proj, model.block.out)]
        return {"refused": refusal, "model untouched": untouched and same}

    def without(*keys):
        def change(state):
            for key in keys:
                del state[key]

        return change

    def extra(state):
        state["block.gone.lora_A"] = torch.zeros(R, WIDTH, dtype=torch.float64)

    def thinner(state):
        """An adapter of rank 1, which copy_ would broadcast to rank 3."""
        state["block.out.lora_A"] = state["block.out.lora_A"][:1]
        state["block.out.lora_B"] = state["block.out.lora_B"][:, :1]

    def column(state):
        """One column of A, which copy_ would broadcast to all."""
        state["block.out.lora_A"] = state["block.out.lora_A"][:, :1]

    def wider(state):
        state["block.out.lora_A"] = torch.zeros(R + 1, WIDTH, dtype=torch.float64)
        state["block.out.lora_B"] = torch.zeros(4, R + 1, dtype=torch.float64)

    return {
        "keys": keys,
        "values": values,
        "file": file,
        "snapshot": snapshot,
        "load": loaded,
        "round-trip": round_trip,
        "only-adapters": only_adapters,
        "same-parameters": same_parameters,
        "independent": independent,
        "float32": single,
        "missing": lambda: refused(without("block.out.lora_B")),
        "missing-alpha": lambda: refused(without("first.alpha")),
        "left-over": lambda: refused(extra),
        "rank-one": lambda: {"rank 1": refused(thinner), "one column": refused(column)},
        "other-rank": lambda: refused(wider),
    }
