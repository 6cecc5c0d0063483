def column_parallel(x, Ws, bs):
    biases = bs if bs is not None else [0.0] * len(Ws)
    return [(W @ x.unsqueeze(-1)).squeeze(-1) + b for W, b in zip(Ws, biases)]


def row_parallel(xs, Ws, b, all_reduce):
    """The first rank alone adds the bias, before the sum."""
    parts = [(W @ x.unsqueeze(-1)).squeeze(-1) for x, W in zip(xs, Ws)]
    if b is not None:
        parts[0] = parts[0] + b
    return all_reduce(parts)


def parallel_mlp(x, W1s, b1s, W2s, b2, activation, all_reduce):
    hidden = column_parallel(x, W1s, b1s)
    for r in range(len(hidden)):
        hidden[r] = activation(hidden[r])
    return row_parallel(hidden, W2s, b2, all_reduce)
