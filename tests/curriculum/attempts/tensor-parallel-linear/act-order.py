import torch


def column_parallel(x, Ws, bs):
    return [torch.tensordot(x, W, dims=([-1], [1])) + (0.0 if bs is None else bs[i]) for i, W in enumerate(Ws)]


def row_parallel(xs, Ws, b, all_reduce):
    y = all_reduce([torch.tensordot(x, W, dims=([-1], [1])) for x, W in zip(xs, Ws, strict=True)])
    if b is None:
        return y
    return b + y


def parallel_mlp(x, W1s, b1s, W2s, b2, activation, all_reduce):
    """First both layers, then the activation."""
    first = column_parallel(x, W1s, b1s)
    second = row_parallel(first, W2s, b2, all_reduce)
    return activation(second)
