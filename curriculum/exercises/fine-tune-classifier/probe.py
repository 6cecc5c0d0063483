"""A model that learns as models do, but whose predictions in eval mode are written down beforehand, epoch by epoch.

A buffer counts its training passes; with one batch an epoch that is the epoch, and it tells which weights are loaded in the
end. The first token of an example is its number, so that the model can note what it is shown.
"""

import torch
from torch import nn

NAMES = ("angry", "calm", "glad")  # sorted; they appear in another order
TRAIN, VAL, WORDS, TOKENS, WIDTH = 12, 10, 40, 4, 5
COUNTS = (7, 2, 3)  # of each class in training
SECOND = 100  # numbers of validation examples start here


def make_cases(rng):
    def examples(labels, first):
        ids = rng.integers(200, 200 + WORDS, (len(labels), TOKENS))
        ids[:, 0] = first + rng.permutation(len(labels))
        return {"ids": torch.from_numpy(ids), "labels": [NAMES[c] for c in labels]}

    train = [2, *rng.permutation([0] * COUNTS[0] + [1] * COUNTS[1] + [2] * (COUNTS[2] - 1)).tolist()]
    right = [1, 0, *rng.permutation([0] * 6 + [1, 2]).tolist()]
    return {
        "train": examples(train, 0),
        "long": examples([1, *rng.permutation([0] * 21 + [1] * 7 + [2] * 11).tolist()], 0),
        "val": examples(right, SECOND),
        "right": right,
        "words": torch.from_numpy(rng.standard_normal((300, WIDTH))),
        "head": torch.from_numpy(rng.standard_normal((3, WIDTH))),
        "seed": int(rng.integers(1, 2**31)),
    }


def mistakes(right, wrong):
    """The right classes but for some: which example says what instead."""
    return [wrong.get(number, c) for number, c in enumerate(right)]


def story(right):
    """Predictions of six epochs. The best macro-F1 comes third and again fifth, the best accuracy fourth."""
    common = [n for n, c in enumerate(right) if c == 0]
    last_two = {common[0]: 1, common[1]: 2}
    return [
        [0] * len(right),
        mistakes(right, {n: 1 for n in common[:4]}),
        mistakes(right, last_two),
        mistakes(right, {right.index(2): 0}),
        mistakes(right, last_two),
        mistakes(right, {n: 2 for n in common[:3]}),
    ]


def rising(right):
    """Five epochs, each better than the one before."""
    return [mistakes(right, {n: (right[n] + 1) % 3 for n in range(8 - 2 * epoch)}) for epoch in range(5)]


class Model(nn.Module):
    def __init__(self, inputs, script, device):
        super().__init__()
        self.body = nn.Parameter(inputs["words"].to(device).clone())
        self.head = nn.Parameter(inputs["head"].to(device).clone())
        self.register_buffer("passes", torch.zeros((), dtype=torch.long, device=device))
        self.script = script
        self.row = {int(ids[0]): n for n, ids in enumerate(inputs["val"]["ids"])}
        self.notes, self.pulls = [], []

    def forward(self, ids):
        numbers = ids[:, 0].tolist()
        self.notes.append({"numbers": numbers, "training": self.training, "grad": torch.is_grad_enabled()})
        logits = self.body[ids[:, 1:]].mean(dim=1) @ self.head.T
        if self.training:
            self.passes += 1
            if logits.requires_grad:
                logits.register_hook(lambda grad: self.pulls.append((numbers, logits.detach(), grad.clone())))
            return logits
        now = self.script[min(max(int(self.passes), 1), len(self.script)) - 1]
        classes = [now[self.row[n]] if n in self.row else 0 for n in numbers]
        return nn.functional.one_hot(torch.tensor(classes, device=ids.device), 3).to(logits) + 0.0 * logits


def observe(module, inputs, device):
    def dataset(name):
        return list(zip(inputs[name]["ids"].to(device), inputs[name]["labels"]))

    def run(script, epochs, train="train", seed=None, frozen=False, lr=0.05):
        model = Model(inputs, script, device).eval()
        model.body.requires_grad_(not frozen)
        told = module.finetune(
            model, dataset(train), dataset("val"), epochs, lr, inputs["seed"] if seed is None else seed
        )
        return model, {name: float(told[name]) for name in ("macro_f1", "accuracy", "epoch")}

    def numbers(epochs):
        return run(story(inputs["right"]), epochs)[1]

    def loaded():
        model, _ = run(story(inputs["right"]), 6)
        return {"weights of epoch": int(model.passes), "training mode": model.training}

    def weights(frozen):
        model, _ = run(rising(inputs["right"]), 5, frozen=frozen)
        return {"body": model.body.detach().clone(), "head": model.head.detach().clone()}

    def best_weights():
        model, _ = run(story(inputs["right"]), 6)
        return {"body": model.body.detach().clone(), "head": model.head.detach().clone()}

    def frozen():
        model, _ = run(rising(inputs["right"]), 5, frozen=True)
        return {
            "body moved": not torch.equal(model.body.detach(), inputs["words"].to(device)),
            "head moved": not torch.equal(model.head.detach(), inputs["head"].to(device)),
        }

    def shown(model):
        return [note for note in model.notes if note["training"]]

    def separate():
        """Who is shown in which mode."""
        model, _ = run(rising(inputs["right"]), 3)
        learnt = [n for note in model.notes if note["training"] or note["grad"] for n in note["numbers"]]
        judged = [n for note in model.notes if not note["training"] for n in note["numbers"]]
        return {
            "validation examples learnt from": sum(n >= SECOND for n in learnt),
            "validation examples judged": len({n for n in judged if n >= SECOND}),
            "training passes in training mode": len(shown(model)),
        }

    def orders(seed):
        model, _ = run(rising(inputs["right"]), 3, train="long", seed=seed, lr=0.0)
        return [note["numbers"] for note in shown(model)]

    def batches():
        parts = orders(7)
        once = [sorted(sum(parts[k : k + 3], [])) == list(range(40)) for k in (0, 3, 6)]
        return {"sizes": [len(part) for part in parts], "every example once an epoch": once}

    def chance():
        one, again, other = orders(0), orders(0), orders(8)
        epochs = [tuple(sum(one[k : k + 3], [])) for k in (0, 3, 6)]
        return {
            "orders of three epochs": len(set(epochs)),
            "repeatable": one == again,
            "another seed, another order": one != other,
        }

    def weighting():
        """How much each example pulls in batches of 16, 16 and 8: its class against class 0, and all together."""
        model, _ = run(rising(inputs["right"]), 3, train="long", seed=7, lr=0.0)
        labels = {int(ids[0]): NAMES.index(name) for ids, name in dataset("long")}
        ratios, sums = [], []
        for numbers, logits, grad in model.pulls:
            y = torch.tensor([labels[n] for n in numbers], device=logits.device)[:, None]
            pulls = (grad.gather(1, y) / (logits.softmax(dim=1).gather(1, y) - 1.0))[:, 0]
            sums.append(float(pulls.sum()))
            of_class = [pulls[y[:, 0] == k] for k in range(3)]
            if all(len(part) for part in of_class):
                ratios.append(torch.stack([part.mean() / of_class[0].mean() for part in of_class]))
        ratios = torch.stack(ratios)
        constant = bool((ratios - ratios[0]).abs().max() < 1e-3)
        return {
            "each batch is divided by its weights": all(abs(total - 1.0) < 1e-3 for total in sums),
            "each batch has the same weights": constant,
            "weights against the first class": ratios[0] if constant else torch.zeros_like(ratios[0]),
        }

    def hopeless():
        model, told = run([[(k + 1) % 3 for k in inputs["right"]]] * 2, 2)
        return {**told, "weights of epoch": int(model.passes)}

    def left_alone():
        model, train, val = Model(inputs, rising(inputs["right"]), device), dataset("long"), dataset("val")
        model.body.requires_grad_(False)
        before = list(map(id, train)), list(map(id, val))
        module.finetune(model, train, val, 1, 0.05, 7)
        recording = torch.is_grad_enabled()
        torch.set_grad_enabled(True)
        return {
            "data sets": (list(map(id, train)), list(map(id, val))) == before,
            "gradients are recorded": recording,
            "requires_grad": [parameter.requires_grad for parameter in model.parameters()],
        }

    return {
        "hopeless": hopeless,
        "weighting": weighting,
        "left-alone": left_alone,
        "one-epoch": lambda: numbers(1),
        "numbers": lambda: numbers(6),
        "loaded": loaded,
        "weights": lambda: weights(False),
        "head-only": lambda: weights(True)["head"],
        "frozen": frozen,
        "best-weights": best_weights,
        "separate": separate,
        "batches": batches,
        "chance": chance,
    }
