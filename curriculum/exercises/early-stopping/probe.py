"""Curves in quarters, so that sums are exact; after update number n every weight of the model is n."""

import math
import random

import torch
from torch import nn

INF, NAN = float("inf"), float("nan")


def make_cases(rng):
    walks = []
    for _ in range(6):
        steps = rng.integers(-3, 4, 14)
        walks.append([float(level) / 4 for level in 20 + steps.cumsum()])
    return {"walks": walks, "start": float(rng.integers(8, 20)) / 4}


def observe(module, inputs, device):
    walks, start = inputs["walks"], inputs["start"]

    def net():
        return nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)).to(device)

    def paint(model, number):
        """Change every weight and every statistic in place, as an optimizer and BatchNorm do."""
        with torch.no_grad():
            for tensor in model.state_dict().values():
                tensor.fill_(number)

    def run(curve, patience, **options):
        """What update() returned each time, and the stopper and the model it was given."""
        stopper, model, said = module.EarlyStopper(patience, **options), net(), []
        for number, loss in enumerate(curve, 1):
            paint(model, number)
            said.append(bool(stopper.update(loss, model)))
        return said, stopper, model

    def stops(*curves, patience, **options):
        return [run(curve, patience, **options)[0] for curve in curves]

    def painted(state):
        """The numbers found in a state: one, unless it is a mixture."""
        return None if state is None else sorted({float(v) for t in state.values() for v in t.double().flatten()})

    def best(*curves, patience=3, **options):
        found = []
        for curve in curves:
            _, stopper, _ = run(curve, patience, **options)
            loss = float(stopper.best_loss)
            found.append({"loss": "infinite" if math.isinf(loss) else loss, "state": painted(stopper.best_state)})
        return found

    def kept():
        """Train on after the best: the state must not move, and must fit the model with all that belongs to it."""
        _, stopper, model = run([start, start - 1, start, start], 5)
        before = painted(stopper.best_state)
        paint(model, 99)
        missing = [name for name in model.state_dict() if name not in (stopper.best_state or {})]
        tensors = [t for t in (stopper.best_state or {}).values() if isinstance(t, torch.Tensor)]
        return {
            "after four updates": before,
            "after more training": painted(stopper.best_state),
            "missing": missing,
            "with gradients": any(tensor.requires_grad for tensor in tensors),
        }

    def restored():
        _, stopper, model = run([start, start - 1, start, start], 5)
        if stopper.best_state is not None:
            model.load_state_dict(stopper.best_state)
        return painted(model.state_dict())

    def model_left():
        _, _, model = run([start, start - 1, start, start], 2)  # to the point of stopping
        return {"weights": painted(model.state_dict()), "training mode": model.training}

    def apart():
        """Two at a time do not know of each other."""
        one, other, model = module.EarlyStopper(2), module.EarlyStopper(2), net()
        order = [one.update(start, model), other.update(start + 9, model), other.update(start + 8, model)]
        return [bool(said) for said in order] + [bool(one.update(start + 1, model)), float(other.best_loss) - start]

    fall = [start, start - 0.25, start - 0.5, start - 0.25, start - 0.25, start - 0.25, start - 0.25]
    return {
        "patience": lambda: stops(fall, patience=3) + stops(fall, patience=1),
        "reset": lambda: stops([3.0, 4.0, 4.0, 2.5, 4.0, 4.0, 2.0, 4.0, 4.0, 4.0], patience=3),
        "best-not-last": lambda: stops([3.0, 5.0, 4.75, 4.5, 4.25, 4.0], patience=4),
        "plateau": lambda: stops([3.0, 3.0, 3.0, 3.0, 3.0], patience=3),
        "best": lambda: best(fall, [2.0, 1.0, 3.0], [1.0, 1.0, 1.0], [3.0]),
        "kept": kept,
        "restored": restored,
        "min-delta": lambda: {
            "stops": stops([3.0, 2.75, 2.5, 2.0, 1.75, 1.5, 1.5], [3.0, 2.5, 2.5, 2.5], patience=2, min_delta=0.5),
            "best": best([3.0, 2.75, 2.5, 2.25, 2.0], [3.0, 2.5], min_delta=0.5),
        },
        "nan": lambda: {
            "stops": stops([3.0, NAN, 2.0, NAN, NAN, 1.0], [NAN, NAN, NAN], [3.0, 4.0, NAN, 2.0], patience=2),
            "best": best([3.0, NAN, 4.0], [NAN, 2.0, NAN], [NAN, NAN]),
        },
        "afterwards": lambda: stops([3.0, 4.0, 4.0, 4.0, 2.0, 4.0, 4.0], patience=2),
        "walks": lambda: [stops(walk, patience=2, min_delta=0.25) + best(walk, min_delta=0.25) for walk in walks],
        "model-left": model_left,
        "apart": apart,
    }
