"""Micro-batches of different numbers of rows and of counted tokens, so that every kind of mean gives another gradient.

A layer of the model saves a tensor for its backward pass. How many of these are alive tells how many graphs are held at
once, whatever way the gradients are taken; a graph that was used up, and has let go of them, does not count.
"""

import weakref

import torch
from torch import nn

FEATURES, CLASSES, TOKENS = 4, 3, 6
ROWS = (3, 1, 4, 2)
COUNTED = (0.9, 0.3, 0.6, 0.15)  # the share of tokens that have a label


def make_cases(rng):
    def micro_batch(rows, counted):
        labels = rng.integers(0, CLASSES, (rows, TOKENS))
        seen = rng.permutation(rows * TOKENS) < max(1, round(counted * rows * TOKENS))
        labels[~seen.reshape(rows, TOKENS)] = -100
        return {
            "x": torch.from_numpy(rng.standard_normal((rows, TOKENS, FEATURES))),
            "y": torch.from_numpy(labels),
        }

    return {
        "weight": torch.from_numpy(rng.standard_normal((CLASSES, FEATURES))),
        "uneven": [micro_batch(rows, counted) for rows, counted in zip(ROWS, COUNTED)],
        "even": [micro_batch(2, 0.5) for _ in range(3)],
        "empty": [micro_batch(2, 0.7), {**micro_batch(3, 0.5), "y": torch.full((3, TOKENS), -100)}, micro_batch(1, 0.5)],
    }


class Noting(torch.autograd.Function):
    """The identity; counts how many of the tensors it saves are alive."""

    @staticmethod
    def forward(ctx, x, notes):
        saved = torch.ones_like(x)
        ctx.save_for_backward(saved)
        notes["open"] += 1
        notes["most"] = max(notes["most"], notes["open"])
        weakref.finalize(saved, left, notes)
        return x.clone()

    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.saved_tensors[0], None


def left(notes):
    notes["open"] -= 1


class Model(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = nn.Parameter(weight.clone())
        self.notes = {"open": 0, "most": 0}

    def forward(self, x):
        logits = x @ self.weight.T
        return Noting.apply(logits, self.notes) if logits.requires_grad else logits


class Recording(torch.optim.SGD):
    """SGD; keeps the gradient of each step."""

    def __init__(self, params, lr):
        super().__init__(params, lr=lr)
        self.seen = []

    def step(self, closure=None):
        grads = [p.grad for group in self.param_groups for p in group["params"]]
        self.seen.append(None if grads[0] is None else grads[0].detach().clone())
        return super().step(closure)


def loss_sum(model, micro_batch):
    logits = model(micro_batch["x"])
    flat, labels = logits.flatten(0, 1), micro_batch["y"].flatten()
    return nn.functional.cross_entropy(flat, labels, ignore_index=-100, reduction="sum")


def count(micro_batch):
    return int((micro_batch["y"] != -100).sum())


def observe(module, inputs, device):
    def pieces(name):
        return [{key: value.to(device) for key, value in one.items()} for one in inputs[name]]

    def run(name, times=1, stale=False, take=None):
        model = Model(inputs["weight"].to(device))
        opt = Recording(model.parameters(), lr=0.7)
        if stale:
            model.weight.grad = torch.full_like(model.weight, 3.0)
        told = [module.accum_step(model, opt, pieces(name)[:take], loss_sum, count) for _ in range(times)]
        return model, opt, told

    def gradient(name, **options):
        model, opt, _ = run(name, **options)
        return opt.seen[-1] if opt.seen and opt.seen[-1] is not None else torch.zeros_like(model.weight)

    def manners():
        model, opt, told = run("uneven")
        return {"optimizer steps": len(opt.seen), "returns a": type(told[0]).__name__}

    return {
        "manners": manners,
        "one-piece": lambda: gradient("uneven", take=1),
        "even": lambda: gradient("even"),
        "uneven": lambda: gradient("uneven"),
        "stale": lambda: gradient("uneven", stale=True),
        "empty": lambda: gradient("empty"),
        "returned": lambda: [float(loss) for loss in run("uneven")[2]],
        "weights": lambda: run("uneven", times=3)[0].weight.detach().clone(),
        "open-graphs": lambda: run("uneven")[0].notes["most"],
    }
