"""Nine functions that each save one tensor for their backward pass. Whether it is alive tells what is kept.

What counts is the tensor and not the node of the graph: whoever keeps the graph and drops the tensors saves as well.
"""

import gc
import weakref

import torch
from torch import nn

WIDTHS = (5, 7, 4, 6, 5, 8, 3, 6, 4, 5)
ROWS = 3


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "x": normal(ROWS, WIDTHS[0]),
        "weights": [normal(n, m) / n**0.5 for n, m in zip(WIDTHS, WIDTHS[1:])],
        "directions": [normal(ROWS, width) for width in WIDTHS],
        "seed": int(rng.integers(1, 2**31)),
    }


class Book:
    """Which saved tensors are alive, the most there ever were, and how often each function was called."""

    def __init__(self, count):
        self.alive, self.most, self.calls, self.order = 0, 0, [0] * count, []

    def enter(self, tensor):
        self.alive += 1
        self.most = max(self.most, self.alive)
        weakref.finalize(tensor, self.leave)

    def leave(self):
        self.alive -= 1


class Saving(torch.autograd.Function):
    """tanh, which saves a tensor of its own."""

    @staticmethod
    def forward(ctx, x, book):
        out = torch.tanh(x)
        slope = 1 - out * out
        book.enter(slope)
        ctx.save_for_backward(slope)
        return out

    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.saved_tensors[0], None


class Layer(nn.Module):
    def __init__(self, weight, book, number, drop):
        super().__init__()
        self.weight = nn.Parameter(weight.clone())
        self.book, self.number, self.drop = book, number, drop

    def forward(self, x):
        self.book.calls[self.number] += 1
        self.book.order.append(self.number)
        out = Saving.apply(x @ self.weight, self.book)
        return nn.functional.dropout(out, 0.5) if self.drop else out


def observe(module, inputs, device):
    def layers(count, drop=False):
        book = Book(count)
        weights = [weight.to(device) for weight in inputs["weights"][:count]]
        return book, [Layer(weight, book, number, drop) for number, weight in enumerate(weights)]

    def leaf(learns=True):
        return inputs["x"].to(device).clone().requires_grad_(learns)

    def direction(count):
        return inputs["directions"][count].to(device)

    def grads(things):
        return [torch.zeros_like(t) if t.grad is None else t.grad.clone() for t in things]

    def backward(out, count):
        if out.requires_grad:
            (out * direction(count)).sum().backward()

    def output(count=9, segments=3):
        return module.checkpoint_seq(layers(count)[1], leaf(), segments).detach()

    def gradients(count=9, segments=3, learns=True, drop=False):
        _, fns = layers(count, drop)
        x = leaf(learns)
        backward(module.checkpoint_seq(list(fns), x, segments), count)
        weights = grads([fn.weight for fn in fns])
        return {"weights": weights, "x": grads([x])[0]} if learns else {"weights": weights}

    def functions():
        """Plain functions, one of which does not learn."""
        weight = inputs["weights"][0].to(device).clone().requires_grad_()
        x = leaf()
        out = module.checkpoint_seq([torch.sin, lambda t: t @ weight, torch.exp, lambda t: t * t], x, 2)
        backward(out, 1)
        return {"output": out.detach(), "weight": grads([weight])[0], "x": grads([x])[0]}

    def dropped():
        torch.manual_seed(inputs["seed"])
        _, fns = layers(9, drop=True)
        x = leaf()
        out = module.checkpoint_seq(list(fns), x, 3)
        backward(out, 9)
        return {"output": out.detach(), "weights": grads([fn.weight for fn in fns]), "x": grads([x])[0]}

    def afterwards():
        torch.manual_seed(inputs["seed"])
        _, fns = layers(9, drop=True)
        out = module.checkpoint_seq(list(fns), leaf(), 3)
        backward(out, 9)
        return torch.rand(4)

    def kept():
        book, fns = layers(9)
        out = module.checkpoint_seq(list(fns), leaf(), 3)
        gc.collect()
        alive = book.alive
        backward(out, 9)
        return alive

    def most():
        book, fns = layers(9)
        out = module.checkpoint_seq(list(fns), leaf(), 3)
        gc.collect()
        book.most = book.alive
        backward(out, 9)
        return book.most

    def calls():
        book, fns = layers(9)
        backward(module.checkpoint_seq(list(fns), leaf(), 3), 9)
        return max(book.calls)

    def pieces():
        """Which functions the backward pass recomputes together, but for the last piece, which may be kept."""
        book, fns = layers(8)
        out = module.checkpoint_seq(list(fns), leaf(), 4)
        book.order.clear()
        backward(out, 8)
        again = [number for number in book.order if number < 6]
        starts = [i for i, number in enumerate(again) if i == 0 or number < again[i - 1]]
        return [again[start:end] for start, end in zip(starts, [*starts[1:], len(again)])]

    return {
        "output": output,
        "gradients": gradients,
        "kept": kept,
        "most": most,
        "calls": calls,
        "pieces": pieces,
        "no-grad-input": lambda: gradients(learns=False),
        "dropout": dropped,
        "random-state": afterwards,
        "uneven": lambda: {"output": output(7, 3), "gradients": gradients(7, 3)},
        "one-segment": lambda: {"output": output(4, 1), "gradients": gradients(4, 1)},
        "one-each": lambda: {"output": output(4, 4), "gradients": gradients(4, 4)},
        "functions": functions,
    }
