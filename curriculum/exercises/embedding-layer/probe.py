"""A table of 11 rows of width 3; id 0 and id 6 take turns in being the padding; ids repeat on purpose."""

import torch
from torch.utils._python_dispatch import TorchDispatchMode

N, D, PAD = 11, 3, 6


class Largest(TorchDispatchMode):
    """Remembers how many numbers the largest tensor has that any operation returns."""

    numbers = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        for one in out if isinstance(out, (list, tuple)) else [out]:
            if isinstance(one, torch.Tensor):
                self.numbers = max(self.numbers, one.numel())
        return out


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    ids = torch.from_numpy(rng.integers(1, N, (2, 4)))
    ids[ids == PAD] = 1
    ids[0, 1] = ids[1, 2] = ids[1, 0]  # one id three times,
    ids[0, 3], ids[1, 3] = PAD, 0  # and both of those that may be padding
    return {"weight": normal(N, D), "ids": ids, "direction": normal(2, 4, D)}


def observe(module, inputs, device):
    weight, ids, direction = (inputs[name].to(device) for name in ("weight", "ids", "direction"))

    def filled(padding_idx=None):
        layer = module.Embedding(N, D, padding_idx).to(device).double()
        table = weight.clone()
        if padding_idx is not None:
            table[padding_idx] = 0.0
        with torch.no_grad():
            layer.weight.copy_(table)
        return layer

    def start(padding_idx):
        layer = module.Embedding(N, D) if padding_idx is None else module.Embedding(N, D, padding_idx)
        layer = layer.to(device)
        table = layer.weight.detach()
        zero = (table == 0).all(-1)
        return {
            "shape": list(layer.weight.shape),
            "is among the parameters": any(p is layer.weight for p in layer.parameters()),
            "learns": layer.weight.requires_grad,
            "zero rows": [int(row) for row in zero.nonzero().flatten()],
            "the others differ": len(torch.unique(table[~zero], dim=0)) == int((~zero).sum()),
        }

    def padding_start(padding_idx):
        layer = module.Embedding(N, D, padding_idx).to(device)
        given = layer(torch.tensor([padding_idx], device=device))
        return {**start(padding_idx), "padding gives zeros": bool((given == 0).all())}

    def gradient(padding_idx=None):
        layer = filled(padding_idx)
        total = (layer(ids) * direction).sum()
        if total.requires_grad:
            total.backward()
        return torch.zeros_like(weight) if layer.weight.grad is None else layer.weight.grad.clone()

    def training(padding_idx):
        """Three steps of gradient descent, then what has become of the table."""
        layer = filled(padding_idx)
        learnable = list(layer.parameters()) or [torch.zeros(1, requires_grad=True)]
        optimizer = torch.optim.SGD(learnable, lr=0.1)
        for _ in range(3):
            optimizer.zero_grad()
            loss = ((layer(ids) - direction) ** 2).sum()
            if loss.requires_grad:
                loss.backward()
            optimizer.step()
        return layer.weight.detach()

    def shapes():
        layer = filled()
        flat = ids.flatten()
        return {
            "()": layer(flat[0]),
            "(1,)": layer(flat[:1]),
            "(0,)": layer(flat[:0]),
            "(2, 1, 4)": layer(ids.unsqueeze(1)),
        }

    def memory():
        """The largest intermediate for 96 ids and 3000 words, in multiples of what is looked up or stored."""
        layer = module.Embedding(3000, 2).to(device)
        many = torch.arange(96, device=device)
        with Largest() as largest:
            layer(many)
        return largest.numbers / (3000 * 2)

    def ids_kept():
        before = ids.clone()
        filled(PAD)(ids)
        return torch.equal(before, ids)

    return {
        "start": lambda: start(None),
        "values": lambda: filled()(ids),
        "shapes": shapes,
        "int32": lambda: filled()(ids.int()),
        "gradients": gradient,
        "padding-start": lambda: {"padding_idx 6": padding_start(PAD), "padding_idx 0": padding_start(0)},
        "padding-values": lambda: filled(PAD)(ids),
        "padding-gradients": lambda: gradient(PAD),
        "padding-zero": lambda: gradient(0),
        "training": lambda: training(PAD),
        "memory": memory,
        "ids-kept": ids_kept,
    }
