from collections.abc import Callable

from torch import Tensor

AllReduce = Callable[[list[Tensor]], Tensor]  # takes each rank's part, returns their sum, which every rank then has


def column_parallel(x: Tensor, Ws: list[Tensor], bs: list[Tensor] | None) -> list[Tensor]:
    """A linear layer whose outputs are divided. x: (..., d), whole on all ranks. Ws[r]: (h_r, d). bs[r]: (h_r,).

    Returns rank r's outputs, (..., h_r), for each r. Nothing is exchanged.
    """
    outs = [x @ W.T for W in Ws]
    return outs if bs is None else [out + b for out, b in zip(outs, bs)]


def row_parallel(xs: list[Tensor], Ws: list[Tensor], b: Tensor | None, all_reduce: AllReduce) -> Tensor:
    """A linear layer whose inputs are divided. xs[r]: (..., h_r). Ws[r]: (out, h_r). b: (out,), whole.

    Returns the whole output, (..., out), after one all-reduce.
    """
    parts = [x @ W.T for x, W in zip(xs, Ws)]
    all_reduce(parts)
    y = sum(parts)
    return y if b is None else y + b  # once, so after the sum


def parallel_mlp(
    x: Tensor,
    W1s: list[Tensor],
    b1s: list[Tensor] | None,
    W2s: list[Tensor],
    b2: Tensor | None,
    activation: Callable[[Tensor], Tensor],
    all_reduce: AllReduce,
) -> Tensor:
    """Two linear layers with an activation between them, divided over the ranks, with a single all-reduce."""
    hidden = [activation(h) for h in column_parallel(x, W1s, b1s)]  # (..., h_r) each, complete numbers
    return row_parallel(hidden, W2s, b2, all_reduce)
