"""A small net with BatchNorm and dropout, 13 examples in batches of 5, 5 and 3, shuffled anew in each epoch: weights
and losses of a right loop agree to the last digits with ours, whatever its handwriting.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

FEATURES, CLASSES, ROWS, LR = 6, 4, 13, 0.1


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "x": normal(ROWS, FEATURES),
        "y": torch.from_numpy(rng.integers(0, CLASSES, ROWS)),
        "first": normal(8, FEATURES) / FEATURES**0.5,
        "second": 2.0 * normal(CLASSES, 8) / 8**0.5,
        "seed": int(rng.integers(1, 2**31)),
    }


class Stream:
    """Batches in a fixed order from an iterable without length; counts how often it was read from the start."""

    def __init__(self, batches):
        self.batches, self.starts, self.taken = batches, 0, 0

    def __iter__(self):
        self.starts += 1
        for batch in self.batches:
            self.taken += 1
            yield batch


class Noting(nn.Module):
    """A linear layer; notes in which mode it is called, and the graphs of what it returned."""

    def __init__(self, weight):
        super().__init__()
        self.weight = nn.Parameter(weight.clone())
        self.modes = []

    def forward(self, x):
        self.modes.append(self.training)
        return x @ self.weight.T


def observe(module, inputs, device):
    x, y, seed = inputs["x"].to(device), inputs["y"].to(device), inputs["seed"]

    def net(noise=True):
        layers = [
            nn.Linear(FEATURES, 8),
            nn.BatchNorm1d(8),
            nn.Tanh(),
            nn.Dropout(0.3 if noise else 0.0),
            nn.Linear(8, CLASSES),
        ]
        model = nn.Sequential(*layers).double().to(device)
        with torch.no_grad():
            model[0].weight.copy_(inputs["first"])
            model[4].weight.copy_(inputs["second"])
            model[0].bias.zero_()
            model[4].bias.zero_()
        return model

    def pieces(sizes=(5, 5, 3)):
        return list(zip(x[: sum(sizes)].split(sizes), y[: sum(sizes)].split(sizes)))

    def plain():
        """Without any chance in it: a fixed order, no dropout."""
        model = net(noise=False).eval()
        return model, module.train(model, Stream(pieces()), 4, LR, seed)

    def even():
        """One batch an epoch: neither averaging nor shuffling has a say."""
        model = net(noise=False)
        history = module.train(model, [(x, y)], 5, LR, seed)
        return {"losses": [float(one) for one in history], "weight": model[0].weight.detach().clone()}

    def shuffled(look):
        model = net().eval()
        torch.manual_seed(4711)
        loader = DataLoader(TensorDataset(x, y), batch_size=5, shuffle=True)
        return look(model, module.train(model, loader, 4, LR, seed))

    def chance():
        """Which examples are read, and in which order."""
        seen = []

        class Recording(TensorDataset):
            def __getitem__(self, index):
                seen.append(index)
                return super().__getitem__(index)

        module.train(net(noise=False), DataLoader(Recording(x, y), batch_size=5, shuffle=True), 3, 0.0, seed)
        orders = [tuple(seen[start : start + ROWS]) for start in range(0, len(seen), ROWS)]
        return {"each epoch has its own order": len(set(orders)) == 3, "examples in all": len(seen)}

    def manners():
        model, stream = Noting(inputs["first"][:CLASSES]).to(device).eval(), Stream(pieces())
        history = module.train(model, stream, 3, LR, seed)
        return {
            "training mode": all(model.modes) and len(model.modes) > 0,
            "passes over the loader": stream.starts,
            "batches": stream.taken,
            "forward passes": len(model.modes),
            "losses": len(history),
            "they are": sorted({type(one).__name__ for one in history}),
            "they hold graphs": any(getattr(one, "requires_grad", False) for one in history),
        }

    def called():
        """A callback that evaluates after each epoch and leaves the model so."""
        model, told, modes = net(noise=False), [], []

        def after(epoch, loss):
            told.append([epoch, float(loss)])
            modes.append(model.training)
            model.eval()

        history = module.train(model, Stream(pieces()), 3, LR, seed, after)
        return {"told": told, "history": [float(one) for one in history], "weight": model[0].weight.detach().clone()}

    def stopped():
        told = []

        def after(epoch, loss):
            told.append(epoch)
            return epoch == 2

        model = net(noise=False)
        history = module.train(model, Stream(pieces()), 5, LR, seed, after)
        return {"called": len(told), "losses": len(history), "weight": model[0].weight.detach().clone()}

    return {
        "one-batch": even,
        "losses": lambda: [float(one) for one in plain()[1]],
        "weights": lambda: {name: t.detach().clone() for name, t in plain()[0].named_parameters()},
        "shuffled-losses": lambda: shuffled(lambda model, history: [float(one) for one in history]),
        "shuffled-weights": lambda: shuffled(lambda model, history: model[0].weight.detach().clone()),
        "orders": chance,
        "manners": manners,
        "callback": called,
        "stopping": stopped,
    }
