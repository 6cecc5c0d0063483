"""Three ranks with 2, 6 and 4 examples, or with 4 each; two steps, so that old gradients and optimizer states show."""

import copy

import torch
from torch import nn

D, HIDDEN, OUT = 4, 5, 3
SIZES = {"equal": (4, 4, 4), "unequal": (2, 6, 4), "one": (5,)}


class Net(nn.Module):
    """A small network. With `idle`, its middle is frozen and `spare` takes no part in the forward pass."""

    def __init__(self, weights, idle=False):
        super().__init__()
        self.into = nn.Linear(D, HIDDEN)
        self.middle = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, OUT)
        if idle:
            self.spare = nn.Linear(2, 2)
        self.double()
        with torch.no_grad():
            for parameter, value in zip(self.parameters(), weights):
                parameter.copy_(value)
        self.middle.requires_grad_(not idle)

    def forward(self, x):
        return self.out(torch.tanh(self.middle(torch.tanh(self.into(x)))))


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def shards(sizes):
        # Each shard leans its own way, so that the gradients of the ranks differ.
        return [(normal(n, D) + r, normal(n, OUT) * (1 + r) - r) for r, n in enumerate(sizes)]

    shapes = [(HIDDEN, D), (HIDDEN,), (HIDDEN, HIDDEN), (HIDDEN,), (OUT, HIDDEN), (OUT,), (2, 2), (2,)]
    return {
        "weights": [normal(*shape) * 0.6 for shape in shapes],
        "steps": {name: [shards(sizes), shards(sizes)] for name, sizes in SIZES.items()},
    }


OPTIMIZERS = {
    "sgd": lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9),
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=0.05, eps=1e-3),
    "adamw": lambda parameters: torch.optim.AdamW(parameters, lr=0.05, eps=1e-3, weight_decay=0.1),
}


def observe(module, inputs, device):
    def replicas(kind, sizes, idle=False):
        net = Net(inputs["weights"], idle).to(device)
        models = [copy.deepcopy(net) for _ in SIZES[sizes]]
        return models, [OPTIMIZERS[kind](model.parameters()) for model in models]

    def train(models, optimizers, sizes, steps):
        for shards in inputs["steps"][sizes][:steps]:
            given = [(x.to(device), y.to(device)) for x, y in shards]
            module.ddp_step(models, optimizers, given, nn.functional.mse_loss)

    def trained(kind, sizes, steps=1):
        models, optimizers = replicas(kind, sizes)
        train(models, optimizers, sizes, steps)
        return models

    def weights(model):
        return {name: p.detach() for name, p in model.named_parameters()}

    def apart(*how):
        first, *others = (nn.utils.parameters_to_vector(model.parameters()).detach() for model in trained(*how))
        return max(float((other - first).abs().max()) for other in others)

    def idle_parts():
        """Which parameters have moved, where some are frozen and some unused."""
        models, optimizers = replicas("adamw", "equal", idle=True)  # whose decay moves what has a gradient of 0
        before = {name: p.detach().clone() for name, p in models[-1].named_parameters()}
        try:
            train(models, optimizers, "equal", 2)
        except (TypeError, AttributeError):  # None is no gradient to calculate with
            return {"fails on a parameter without gradient": True}
        return {name: not torch.allclose(p, before[name], atol=1e-9) for name, p in models[-1].named_parameters()}

    def adam_state():
        """What the last rank's optimizer remembers of the gradients of its first parameter."""
        models, optimizers = replicas("adam", "unequal")
        train(models, optimizers, "unequal", 1)
        first = next(models[-1].parameters())
        return optimizers[-1].state.get(first, {}).get("exp_avg", torch.zeros_like(first)).clone()

    return {
        "equal-shards": lambda: weights(trained("sgd", "equal")[0]),
        "last-rank": lambda: weights(trained("sgd", "equal")[-1]),
        "same-everywhere": lambda: apart("sgd", "equal"),
        "unequal-shards": lambda: weights(trained("sgd", "unequal")[0]),
        "two-steps": lambda: weights(trained("sgd", "equal", 2)[-1]),
        "adam": lambda: weights(trained("adam", "unequal")[0]),
        "adam-state": adam_state,
        "adam-same-everywhere": lambda: apart("adam", "unequal", 2),
        "one-rank": lambda: weights(trained("sgd", "one", 2)[0]),
        "idle-parts": idle_parts,
    }
