"""A 5 × 7 matrix, of which 0.33 is 11.55 weights: rounding, cutting off and rounding up differ.

Rows are drawn until L2, L1, the largest entry and the sum would each prune other ones.
"""

import numpy as np
import torch
from torch import nn

SHAPE = (5, 7)


def telling(matrix):
    """Whether each measure of a row would choose rows of its own."""
    measures = [
        np.linalg.norm(matrix, axis=1),
        np.abs(matrix).sum(1),
        np.abs(matrix).max(1),
        matrix.sum(1),
        np.abs(matrix.sum(1)),
    ]
    return len({frozenset(np.argsort(measure)[:2]) for measure in measures}) == len(measures)


def telling_filters(filters):
    """Whether no slice of a row says which rows are small, in either direction."""
    slices = [filters[:, 0], filters[:, -1], filters[:, :, 0], filters[:, :, -1], filters.reshape(6, -1)]
    chosen = [frozenset(np.argsort(np.linalg.norm(part, axis=1))[:3]) for part in slices]
    return chosen[-1] not in chosen[:-1]


def make_cases(rng):
    filters = rng.standard_normal((6, 2, 3)) * rng.permutation(6).reshape(6, 1, 1)
    while not telling_filters(filters):
        filters = rng.standard_normal((6, 2, 3)) * rng.permutation(6).reshape(6, 1, 1)
    rows = rng.standard_normal(SHAPE) ** 3
    while not telling(rows):
        rows = rng.standard_normal(SHAPE) ** 3
    ties = rng.choice([-2.0, -1.0, 1.0, 2.0], SHAPE)
    ties.flat[:9] = 0.0
    return {
        "weight": torch.from_numpy(0.4 + rng.standard_normal(SHAPE) * np.array([[0.2], [1.0], [3.0], [0.7], [1.5]])),
        "rows": torch.from_numpy(rows),
        "filters": torch.from_numpy(filters),
        "ties": torch.from_numpy(rng.permuted(ties)),
        "slopes": [torch.from_numpy(rng.standard_normal(SHAPE)) for _ in range(4)],
    }


def observe(module, inputs, device):
    def of(name):
        return inputs[name].to(device)

    def mask(name="weight", sparsity=0.33):
        return module.prune_mask(of(name), sparsity)

    def tied():
        """How many go, and whether anything larger than what stays is among them."""
        size = of("ties").abs()
        found = {}
        for sparsity in (0.12, 0.33, 0.62):
            kept = module.prune_mask(of("ties"), sparsity)
            gone = ~kept.bool()
            right = gone.any() and kept.any() and size[gone].max() <= size[kept.bool()].min()
            found[f"sparsity {sparsity}"] = {"pruned": int(gone.sum()), "the smallest": bool(right)}
        return found

    def ends():
        return {"nothing": mask(sparsity=0.0), "everything": mask(sparsity=1.0)}

    def transposed():
        return module.prune_mask(of("weight").T, 0.33)

    def kept():
        weight = of("weight").requires_grad_()
        before = weight.detach().clone()
        found = [module.prune_mask(weight, 0.5), module.prune_rows(weight, 2)]
        return {"weight kept": torch.equal(weight.detach(), before), "dtypes": [str(one.dtype) for one in found]}

    def trained():
        """Training that begins with momentum from before the pruning, and with weights that are not 0 yet."""
        params = [nn.Parameter(of("weight").clone()), nn.Parameter(of("rows").clone())]
        opt = torch.optim.SGD(params, lr=0.1, momentum=0.9, weight_decay=0.01)

        def lay(number):
            for parameter in params:
                parameter.grad = of_slope(number).clone()

        lay(0)
        opt.step()
        masks = [of("weight").abs() > 0.6, of("rows").abs() > 0.3]
        path = []
        for number in (1, 2, 3):
            lay(number)
            module.masked_step(opt, params, masks)
            path.append([parameter.detach().clone() for parameter in params])
        return path

    def of_slope(number):
        return inputs["slopes"][number].to(device)

    def revived():
        """The largest pruned weight after each of three steps."""
        return max(
            float(weight[~(of(name).abs() > limit)].abs().max())
            for step in trained()
            for weight, (name, limit) in zip(step, (("weight", 0.6), ("rows", 0.3)))
        )

    return {
        "mask": mask,
        "count": lambda: {f"sparsity {s:.2f}": int((~mask(sparsity=s).bool()).sum()) for s in (0.12, 0.33, 0.51, 0.93)},
        "ties": tied,
        "ends": ends,
        "transposed": transposed,
        "filters": lambda: mask("filters", 0.4),
        "rows": lambda: module.prune_rows(of("rows"), 2),
        "filter-rows": lambda: module.prune_rows(of("filters"), 3),
        "no-rows": lambda: module.prune_rows(of("rows"), 0),
        "kept": kept,
        "revived": revived,
        "trained": trained,
    }
