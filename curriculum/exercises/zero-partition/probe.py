"""Three ranks and 23 elements in tensors whose borders are nowhere near those of the slices."""

import torch
from torch import nn

SHAPES = [(3, 4), (5,), (2, 3)]
TINY = [(2,), (1,)]
STEPS = 3


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def case(shapes, world):
        return {
            "weights": [normal(*shape) for shape in shapes],
            "gradients": [[[normal(*shape) for shape in shapes] for _ in range(world)] for _ in range(STEPS)],
        }

    return {"three": case(SHAPES, 3), "alone": case(SHAPES, 1), "tiny": case(TINY, 4)}


def adam(params):
    return torch.optim.AdamW(params, lr=0.05, weight_decay=0.1, eps=1e-3)


def momentum(params):
    return torch.optim.SGD(params, lr=0.1, momentum=0.9)


def observe(module, inputs, device):
    def made(name, make):
        case = inputs[name]
        world = len(case["gradients"][0])
        replicas = [[nn.Parameter(w.to(device).clone()) for w in case["weights"]] for _ in range(world)]
        return replicas, [module.Zero1(replica, world, rank, make) for rank, replica in enumerate(replicas)]

    def trained(name, make=adam, steps=1):
        replicas, ranks = made(name, make)
        for gradients in inputs[name]["gradients"][:steps]:
            for replica, own in zip(replicas, gradients):
                for p, gradient in zip(replica, own):
                    p.grad = gradient.to(device).clone()
            module.zero1_step(ranks)
        return replicas, ranks

    def weights(rank, *how, **options):
        return [p.detach() for p in trained(*how, **options)[0][rank]]

    def apart():
        first, *others = trained("three", steps=2)[0]
        return max(float((p - q).detach().abs().max()) for other in others for p, q in zip(first, other))

    def state_sizes():
        """Elements of state on each rank, as part of the allowed two moments for each element of a slice."""
        n = sum(w.numel() for w in inputs["three"]["weights"])
        kept = [list(rank.optimizer.state.values()) for rank in trained("three")[1]]
        sizes = [sum(t.numel() for one in own for t in one.values() if torch.is_tensor(t) and t.dim()) for own in kept]
        return [size / (2 * -(-n // len(sizes))) for size in sizes]

    def optimizers_used():
        """Every slice of three has elements, so each optimizer that has stepped on one remembers something."""
        return [len(rank.optimizer.state) > 0 for rank in trained("three")[1]]

    def tensors_kept():
        replicas, _ = trained("three")
        return {"shapes": [list(p.shape) for p in replicas[0]], "can learn": all(p.requires_grad for p in replicas[0])}

    return {
        "first-rank": lambda: weights(0, "three"),
        "last-rank": lambda: weights(2, "three"),
        "same-everywhere": apart,
        "momentum": lambda: weights(1, "three", momentum, steps=2),
        "three-steps": lambda: weights(0, "three", steps=3),
        "state": lambda: max(state_sizes()),
        "state-in-all": lambda: sum(state_sizes()) / 3,
        "optimizers-used": optimizers_used,
        "tensors-kept": tensors_kept,
        "one-rank": lambda: weights(0, "alone", steps=2),
        "empty-slice": lambda: weights(3, "tiny", steps=2),
    }
