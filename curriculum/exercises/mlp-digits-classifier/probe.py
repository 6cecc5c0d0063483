"""Handwritten digits that nobody can look up: pixels in a secret order, brightness and noise of their own.

train_step is judged to the last bit on a small net; train_classifier by what it feeds to a train_step of ours, and by the
accuracy it then reaches, so that one mistake shows in one place.
"""

import copy
import importlib.util
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

TRAIN, TEST, FEW = 1200, 400, 246
STEPS, BATCH, FEATURES, HIDDEN, CLASSES = 4, 6, 9, 7, 4


def digits():
    """scikit-learn's table, 1797 rows of 64 pixels (0..16) and a label; importing the package would take a second."""
    (package,) = importlib.util.find_spec("sklearn").submodule_search_locations
    table = np.loadtxt(Path(package, "datasets", "data", "digits.csv.gz"), delimiter=",", dtype=np.float32)
    return table[:, :-1] / 16.0, table[:, -1].astype(np.int64)


def make_cases(rng):
    images, labels = digits()
    images = images[:, rng.permutation(64)] * rng.uniform(0.8, 1.2, (len(images), 1))
    images = torch.from_numpy((images + 0.08 * rng.standard_normal(images.shape)).astype(np.float32))
    labels = torch.from_numpy(labels)
    order = torch.from_numpy(rng.permutation(len(images)))
    train, test = order[:TRAIN], order[TRAIN : TRAIN + TEST]

    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    inputs = {
        "x_train": images[train],
        "y_train": labels[train],
        "x_test": images[test],
        "net": {
            "0.weight": normal(HIDDEN, FEATURES) / FEATURES**0.5,
            "0.bias": normal(HIDDEN),
            "2.weight": 1.0 + 0.2 * normal(HIDDEN),
            "2.bias": 0.2 * normal(HIDDEN),
            "3.weight": normal(CLASSES, HIDDEN) / HIDDEN**0.5,
            "3.bias": normal(CLASSES),
        },
        "batches": normal(STEPS, BATCH, FEATURES),
        "classes": torch.from_numpy(rng.integers(0, CLASSES, (STEPS, BATCH))),
    }
    return {"inputs": inputs, "secrets": {"labels": labels[test]}}


class Counting(torch.optim.SGD):
    """Counts its steps."""

    steps = 0

    def step(self, closure=None):
        self.steps += 1
        return super().step(closure)


class Enough(Exception):
    """Ends a training of which the first step was to be seen."""


def our_step(model, optimizer, x, y):
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def observe(module, inputs, device):
    def tensor(name):
        return inputs[name].to(device)

    @contextmanager
    def replaced(step):
        """Let the learner's code find our train_step, so that only what is around it counts."""
        theirs = module.train_step
        module.train_step = step
        try:
            yield
        finally:
            module.train_step = theirs

    def model_output():
        model, other = (module.make_model().to(device).eval() for _ in range(2))
        out = model(tensor("x_train")[:200])
        sums = out.sum(dim=-1)
        return {
            "two models share parameters": not {*map(id, model.parameters())}.isdisjoint(map(id, other.parameters())),
            "shape": list(out.shape),
            "every row sums to one": bool(torch.allclose(sums, torch.ones_like(sums), atol=1e-4)),
            "some are negative": bool((out < 0).any()),
        }

    def model_bends():
        model = module.make_model().to(device).eval()
        a, b = tensor("x_train")[:100], tensor("x_train")[100:200]
        left, right = a.clone(), a.clone()
        left[:, 32:], right[:, :32] = 0.0, 0.0

        def bend(one, other):
            """How far the model is from linear plus a constant."""
            zero = model(torch.zeros_like(one))
            return (model(one) + model(other) - zero - model(one + other)).abs().max()

        return {"it bends": bool(bend(a, b) > 1e-3), "pixels act together": bool(bend(left, right) > 1e-4)}

    def steps():
        """Four calls of the learner's train_step: what they returned, the net and its optimizer."""
        net = nn.Sequential(
            nn.Linear(FEATURES, HIDDEN), nn.Tanh(), nn.BatchNorm1d(HIDDEN), nn.Linear(HIDDEN, CLASSES)
        ).to(device)
        net = net.double().eval()  # to be put into training mode by train_step
        net.load_state_dict({name: value.to(device) for name, value in inputs["net"].items()}, strict=False)
        optimizer = Counting(net.parameters(), lr=0.2, momentum=0.5)
        returned = [
            module.train_step(net, optimizer, x, y) for x, y in zip(tensor("batches"), tensor("classes"))
        ]
        return returned, net, optimizer

    def weights():
        _, net, _ = steps()
        return {name: parameter.detach().clone() for name, parameter in net.named_parameters()}

    def returned_type():
        value = steps()[0][0]
        return "float" if isinstance(value, float) else type(value).__name__

    def training_data():
        x, y = tensor("x_train")[:FEW], tensor("y_train")[:FEW]
        before = x.clone(), y.clone()
        label_of = {row.tobytes(): int(label) for row, label in zip(x.cpu().numpy(), y.cpu())}
        seen, mismatches, last = set(), 0, None

        def spying(model, optimizer, x, y):
            nonlocal mismatches, last
            last = model
            for row, label in zip(x.detach().float().cpu().numpy(), y.tolist()):
                seen.add(row.tobytes())
                mismatches += label_of.get(row.tobytes()) != label
            return our_step(model, optimizer, x, y)

        def first_of_another(model, optimizer, x, y):
            raise Enough(model is last)

        with replaced(spying):
            model = module.train_classifier(x, y)
        same = None
        with replaced(first_of_another):
            try:
                module.train_classifier(x, y)
            except Enough as enough:
                (same,) = enough.args
        agree = False
        if last is not None:
            with torch.no_grad():
                one, other = (copy.deepcopy(m).eval()(before[0]).argmax(dim=-1) for m in (model, last))
            agree = float((one == other).double().mean()) > 0.7
        return {
            "train_step is called": last is not None,
            "every image comes with its own label": last is not None and mismatches == 0,
            "every image is used": seen >= label_of.keys(),
            "the trained model is returned": agree,
            "another call makes another model": same is False,
            "the data is left alone": torch.equal(x, before[0]) and torch.equal(y, before[1]),
        }

    def predictions():
        with replaced(our_step):
            model = module.train_classifier(tensor("x_train"), tensor("y_train"))
        with torch.no_grad():
            return model.to(device).eval()(tensor("x_test")).argmax(dim=-1)

    return {
        "model-output": model_output,
        "model-bends": model_bends,
        "losses": lambda: [float(value) for value in steps()[0]],
        "weights": weights,
        "optimizer-steps": lambda: steps()[2].steps,
        "returns-float": returned_type,
        "training-data": training_data,
        "accuracy": predictions,
    }
