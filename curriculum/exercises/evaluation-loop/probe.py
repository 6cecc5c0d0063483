"""Batches of 6, 5, 5 and 1 for 5 classes: two are square, so that a wrong axis raises no error there. The net has
BatchNorm and dropout, which behave differently in the two modes, and notes how it is called.
"""

import torch
from torch import nn

FEATURES, CLASSES = 7, 5
SIZES = (6, 5, 5, 1)


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "weight": 1.5 * normal(CLASSES, FEATURES) / FEATURES**0.5,
        "bias": normal(CLASSES),
        "mean": normal(FEATURES),
        "batches": [normal(size, FEATURES) for size in SIZES],
        # The last batch is wrong, the first right more often than not: means of means go astray.
        "offsets": [torch.from_numpy((rng.random(size) < 0.4) * rng.integers(1, CLASSES, size)) for size in SIZES[:-1]],
    }


class Notes(list):
    """A copy of the model writes on the same page."""

    def __deepcopy__(self, memo):
        return self


class Net(nn.Module):
    """Linear after BatchNorm and dropout; notes mode, gradients and sizes."""

    def __init__(self, inputs):
        super().__init__()
        self.norm, self.drop = nn.BatchNorm1d(FEATURES), nn.Dropout(0.5)
        self.out = nn.Linear(FEATURES, CLASSES)
        with torch.no_grad():
            self.double()
            self.out.weight.copy_(inputs["weight"])
            self.out.bias.copy_(inputs["bias"])
            self.norm.running_mean.copy_(inputs["mean"])
        self.modes, self.grads = Notes(), Notes()

    def forward(self, x):
        self.modes.append(self.training)
        self.grads.append(torch.is_grad_enabled())
        kept = torch.sigmoid(self.norm(x)) if len(x) > 1 or not self.training else torch.sigmoid(x)
        return 4.0 * self.out(self.drop(kept))


def observe(module, inputs, device):
    def net():
        return Net(inputs).to(device)

    def batches():
        """Labels are what the net says, moved on where an offset is; in the last batch they are wrong."""
        judge, made = net().eval(), []
        with torch.no_grad():
            for number, x in enumerate(inputs["batches"]):
                said = judge(x.to(device)).argmax(dim=-1)
                offset = inputs["offsets"][number].to(device) if number < 3 else 1
                made.append((x.to(device), (said + offset) % CLASSES))
        return made

    def numbers(given, mode=True):
        found = module.evaluate(net().train(mode), given)
        return [float(value) for value in found]

    def one_by_one():
        """The result must not depend on how the examples are cut into batches."""
        x, y = (torch.cat(parts) for parts in zip(*batches()))
        return numbers([(x[i : i + 1], y[i : i + 1]) for i in range(len(x))])

    def manners(mode):
        model = net().train(mode)
        before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
        module.evaluate(model, batches())
        after = model.state_dict()
        return {
            "eval mode inside": not any(model.modes) and len(model.modes) > 0,
            "mode afterwards": "training" if model.training else "eval",
            "the model is unchanged": all(torch.equal(before[name], after[name]) for name in before),
        }

    def gradients():
        model = net()
        torch.set_grad_enabled(True)
        try:
            module.evaluate(model, batches())
            found = {"on while evaluating": any(model.grads), "on afterwards": torch.is_grad_enabled()}
            torch.set_grad_enabled(False)
            module.evaluate(net(), batches())
            return {**found, "on afterwards, having been off": torch.is_grad_enabled()}
        finally:
            torch.set_grad_enabled(True)

    def types():
        found = module.evaluate(net(), batches())
        return ["float" if isinstance(value, float) else type(value).__name__ for value in found]

    return {
        "one-batch": lambda: numbers(batches()[:1], mode=False),
        "square-batch": lambda: numbers(batches()[1:3], mode=False),
        "values": lambda: numbers(batches(), mode=False),
        "training-model": lambda: numbers(batches()),
        "one-by-one": one_by_one,
        "stream": lambda: numbers(batch for batch in batches()),
        "manners": lambda: manners(True),
        "manners-eval": lambda: manners(False),
        "gradients": gradients,
        "types": types,
    }
