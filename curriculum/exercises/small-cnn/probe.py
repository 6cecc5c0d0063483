"""scikit-learn's digits with fresh brightness and noise, trained by a loop of ours; and a blob that is moved across a
larger image, where feature maps have to move along.
"""

import importlib.util
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

TRAIN, TEST, EPOCHS, BATCH, LR = 600, 400, 6, 40, 5e-3


def digits():
    """scikit-learn's table, 1797 rows of 64 pixels (0..16) and a label; importing the package would take a second."""
    (package,) = importlib.util.find_spec("sklearn").submodule_search_locations
    table = np.loadtxt(Path(package, "datasets", "data", "digits.csv.gz"), delimiter=",", dtype=np.float32)
    return table[:, :-1] / 16.0, table[:, -1].astype(np.int64)


def make_cases(rng):
    images, labels = digits()
    images = images * rng.uniform(0.8, 1.2, (len(images), 1)) + 0.05 * rng.standard_normal(images.shape)
    images = torch.from_numpy(images.astype(np.float32)).view(-1, 1, 8, 8)
    labels = torch.from_numpy(labels)
    order = torch.from_numpy(rng.permutation(len(images)))
    train, test = order[:TRAIN], order[TRAIN : TRAIN + TEST]
    inputs = {
        "x_train": images[train],
        "y_train": labels[train],
        "x_test": images[test],
        "blob": torch.from_numpy(rng.uniform(0.5, 2.0, (4, 4)).astype(np.float32)),
    }
    return {"inputs": inputs, "secrets": {"labels": labels[test]}}


def observe(module, inputs, device):
    x, y = inputs["x_train"], inputs["y_train"]

    def as_logits(out):
        """Probabilities are told elsewhere; here they shall not spoil the training as well."""
        sums = out.sum(dim=-1)
        probabilities = bool((out >= 0).all() and torch.allclose(sums, torch.ones_like(sums), atol=1e-3))
        return out.clamp(min=1e-9).log() if probabilities else out

    def trained():
        model = module.SmallCNN().train()
        optimizer = torch.optim.Adam(model.parameters(), lr=LR)
        for _ in range(EPOCHS):
            for batch in torch.randperm(TRAIN).split(BATCH):
                loss = F.cross_entropy(as_logits(model(x[batch])), y[batch])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        return model.eval()

    def shapes():
        model = module.SmallCNN().eval()
        return {f"a batch of {size}": list(model(x[:size]).shape) for size in (5, 32, 1)}

    def other_classes():
        model = module.SmallCNN(classes=7).eval()
        return list(model(x[:3]).shape)

    def logits():
        """Over many fresh models: of either sign, and not summing to one."""
        outs = torch.cat([module.SmallCNN().eval()(x[:60]) for _ in range(3)])
        sums = outs.sum(dim=-1)
        return {
            "negative ones": bool((outs < 0).any()),
            "positive ones": bool((outs > 0).any()),
            "rows sum to one": bool(torch.allclose(sums, torch.ones_like(sums), atol=1e-3)),
        }

    def registered():
        """How many parameters there are, and whether a state_dict carries all that a model knows."""
        model, other = module.SmallCNN().eval(), module.SmallCNN().eval()
        other.load_state_dict(model.state_dict())
        number = sum(parameter.numel() for parameter in model.parameters())
        return {
            "its state_dict makes another model the same": bool(
                torch.allclose(model(x[:20].clone()), other(x[:20].clone()), atol=1e-5)
            ),
            "at most 100000 parameters": number <= 100_000,
            "any parameters": number > 0,
            "two models share none": {*map(id, model.parameters())}.isdisjoint(map(id, other.parameters())),
            "no others are used": leaves(model(x[:3].clone())) <= {*map(id, model.parameters())},
        }

    def leaves(out):
        """The ids of all that a gradient of this would reach."""
        found, seen, nodes = set(), set(), [out.grad_fn]
        while nodes:
            node = nodes.pop()
            if node is None or node in seen:
                continue
            seen.add(node)
            if hasattr(node, "variable"):
                found.add(id(node.variable))
            nodes += [following for following, _ in node.next_functions]
        return found

    def used():
        model = module.SmallCNN().train()
        loss = F.cross_entropy(model(x[:100]), y[:100])
        if loss.requires_grad:
            loss.backward()
        idle = [parameter for parameter in model.parameters() if parameter.grad is None or not parameter.grad.any()]
        model.eval()
        before, without_effect = model(x[:50]), 0
        with torch.no_grad():
            for parameter in idle:
                parameter += torch.randn_like(parameter)
                without_effect += torch.equal(before, model(x[:50]))
        return {
            "all receive a gradient": not idle,
            "all have an effect": not without_effect,
            "none is frozen": all(parameter.requires_grad for parameter in model.parameters()),
        }

    def bends():
        """0 for whatever is linear plus a constant; bright images, for smooth activations hardly bend near 0."""
        model = module.SmallCNN().eval()
        a, b = 20.0 * x[:60], 20.0 * x[60:120]

        def bend(function):
            of_a, of_b, of_none, of_both = (function(images.clone()) for images in (a, b, torch.zeros_like(a), a + b))
            return bool((of_a + of_b - of_none - of_both).abs().max() > 1e-3 * (of_a - of_none).abs().max())

        return {"features bend": bend(model.features), "the model bends": bend(model)}

    def maps():
        model = module.SmallCNN().eval()
        small, large = model.features(x[:3]), model.features(torch.rand(2, 1, 32, 24))
        return {
            "four axes": [small.dim(), large.dim()],
            "maps grow with the image": small.dim() == large.dim() == 4
            and large.shape[2] > large.shape[3] > small.shape[2] == small.shape[3],
            "several channels": small.dim() == 4 and small.shape[1] >= 4,
            "more than one place": small.dim() == 4 and small.shape[2] * small.shape[3] > 1,
        }

    def moved():
        """Move the blob by a number of pixels that every stride divides: the maps must move along, and see the blob."""
        model = module.SmallCNN().eval()

        def seen(top, left):
            image = torch.zeros(1, 1, 64, 64)
            image[0, 0, top : top + 4, left : left + 4] = inputs["blob"]
            return model.features(image) - model.features(torch.zeros(1, 1, 64, 64))

        one, other = seen(28, 28), seen(36, 20)
        step = one.shape[2] - model.features(torch.zeros(1, 1, 56, 64)).shape[2]
        back = other.roll((-step, step), (2, 3))
        size = float(one.abs().max())
        return {
            "the maps notice it": size > 1e-5,
            "the maps move along": bool((one - back).abs().max() < 1e-3 * size + 1e-6),
            "far away nothing changes": bool(one[:, :, : max(1, one.shape[2] // 8)].abs().max() < 1e-3 * size + 1e-6),
        }

    def uses_features():
        """The logits must come from what features() returns."""
        model = module.SmallCNN().eval()
        before = model(x[:10])
        theirs = model.features
        model.features = lambda images: theirs(images) * 0.0
        return bool((model(x[:10]) - model(x[10:20])).abs().max() < 1e-6) and not torch.equal(before, model(x[:10]))

    def steady():
        model = module.SmallCNN().eval()
        given = x[:8].clone()
        whole = model(given)
        return {
            "the same answer twice": torch.equal(whole, model(x[:8].clone())),
            "the same answer alone": bool(torch.allclose(whole[:1], model(x[:1].clone()), atol=1e-5)),
            "the images are left alone": torch.equal(given, x[:8]),
        }

    def predictions():
        model = trained()
        with torch.no_grad():
            return model(inputs["x_test"]).argmax(dim=-1)

    return {
        "shapes": shapes,
        "classes": other_classes,
        "logits": logits,
        "registered": registered,
        "used": used,
        "bends": bends,
        "maps": maps,
        "moved": moved,
        "uses-features": uses_features,
        "steady": steady,
        "accuracy": predictions,
    }
