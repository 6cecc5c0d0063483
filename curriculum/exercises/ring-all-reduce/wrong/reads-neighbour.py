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
    chunks = [[part.clone() for part in vector.tensor_split(n)] for vector in vectors]  # chunks[rank][number]
    for step in range(n - 1):  # reduce-scatter: add what comes in
        for rank in range(n):
            send(rank, (rank + 1) % n, chunks[rank][(rank - step) % n])
        for rank in range(n):
            chunks[rank][(rank - 1 - step) % n] += recv((rank - 1) % n, rank)
    # Rank r now holds the complete chunk r + 1.
    for step in range(n - 1):  # all-gather: replace by what comes in
        for rank in range(n):
            send(rank, (rank + 1) % n, chunks[rank][(rank + 1 - step) % n])
        for rank in range(n):
            recv((rank - 1) % n, rank)
            chunks[rank][(rank - step) % n] = chunks[rank - 1][(rank - step) % n]
    return [torch.cat(parts) for parts in chunks]
