import torch


def column_parallel(x, Ws, bs):
    outs = []
    for r, W in enumerate(Ws):
        out = torch.einsum("...d,hd->...h", x, W)
        outs.append(out if bs is None else out + bs[r])
    return tuple(outs)


def row_parallel(xs, Ws, b, all_reduce):
    total = all_reduce([torch.einsum("...h,oh->...o", x, W) for x, W in zip(xs, Ws)])
    return total + (0 if b is None else b)


def parallel_mlp(x, W1s, b1s, W2s, b2, activation, all_reduce):
    """What each rank does from end to end, one rank after the other."""
    parts = []
    for r in range(len(W1s)):
        (hidden,) = column_parallel(x, W1s[r : r + 1], None if b1s is None else b1s[r : r + 1])
        parts.append(torch.einsum("...h,oh->...o", activation(hidden), W2s[r]))
    y = all_reduce(parts)
    return y if b2 is None else y.add(b2)
