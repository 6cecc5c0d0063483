"""Images of 7 x 10 and kernels of 3 x 2, so that no two axes can be confused; strides that leave a rest."""

import torch

B, C, H, W, O, KH, KW = 2, 3, 7, 10, 4, 3, 2


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "x": normal(B, C, H, W),
        "w": normal(O, C, KH, KW),
        "b": normal(O),
        "square": normal(B, C, 6, 6),
        "even": normal(O, C, 3, 3),
        "whole": normal(5, C, H, W),
        "point": normal(5, C, 1, 1),
        "direction": normal(B, O, 5, 7),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, w, b, square, even, whole, point, direction = (tensor.to(device) for tensor in inputs.values())
    conv = module.conv2d

    def gradients():
        leaves = [leaf.requires_grad_() for leaf in (x, w, b)]
        out = conv(*leaves, stride=2, padding=2)
        grads = [torch.zeros_like(leaf) for leaf in leaves]
        if isinstance(out, torch.Tensor) and out.requires_grad and out.shape == direction.shape:
            found = torch.autograd.grad((out * direction).sum(), leaves, allow_unused=True)
            grads = [zero if grad is None else grad for zero, grad in zip(grads, found)]
        return dict(zip(("x", "w", "b"), grads))

    def left_alone():
        before = [tensor.clone() for tensor in (x, w, b)]
        conv(x, w, b, stride=2, padding=1)
        return [bool(torch.equal(one, other)) for one, other in zip(before, (x, w, b))]

    return {
        "square": lambda: conv(square, even),
        "values": lambda: conv(x, w),
        "bias": lambda: conv(x, w, b),
        "stride": lambda: conv(x, w, b, stride=2),
        "stride-over-kernel": lambda: conv(x, w, b, stride=4),
        "padding": lambda: conv(x, w, b, padding=2),
        "stride-and-padding": lambda: conv(x, w, b, stride=3, padding=1),
        "extremes": lambda: {"kernel as large as the image": conv(x, whole), "kernel of 1 x 1": conv(x[:1], point)},
        "strided-input": lambda: conv(x.transpose(2, 3), w.transpose(2, 3), b, stride=2),
        "single": lambda: conv(x.float(), w.float(), b.float(), padding=1),
        "gradients": gradients,
        "left-alone": left_alone,
    }
