from torch.nn.functional import linear


def column_parallel(x, Ws, bs):
    return [linear(x, W, None if bs is None else bs[r]) for r, W in enumerate(Ws)]


def row_parallel(xs, Ws, b, all_reduce):
    """Each rank is an ordinary linear layer."""
    return all_reduce([linear(xs[r], Ws[r], b) for r in range(len(Ws))])


def parallel_mlp(x, W1s, b1s, W2s, b2, activation, all_reduce):
    inner = []
    for part in column_parallel(x, W1s, b1s):
        inner.append(activation(part))
    return row_parallel(inner, W2s, b2, all_reduce)
