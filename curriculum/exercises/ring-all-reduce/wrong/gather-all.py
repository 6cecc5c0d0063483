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
    n = len(vectors)
    totals = [vector.clone() for vector in vectors]
    passing = [vector.clone() for vector in vectors]
    for _ in range(n - 1):  # everybody's vector travels once round the ring
        for rank in range(n):
            send(rank, (rank + 1) % n, passing[rank])
        passing = [recv((rank - 1) % n, rank) for rank in range(n)]
        totals = [total + vector for total, vector in zip(totals, passing)]
    return totals
