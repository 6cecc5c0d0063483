import torch


def column_parallel(x, Ws, bs):
    return [x.matmul(W.t()) if bs is None else x.matmul(W.t()).add(b) for W, b in zip(Ws, bs or Ws, strict=True)]


def row_parallel(xs, Ws, b, all_reduce):
    """Joins inputs and weights again."""
    y = torch.cat(list(xs), -1) @ torch.cat(list(Ws), 1).t()
    return y if b is None else y + b


def parallel_mlp(x, W1s, b1s, W2s, b2, activation, all_reduce):
    hidden = [activation(h) for h in column_parallel(x, W1s, b1s)]
    return row_parallel(hidden, W2s, b2, all_reduce)
