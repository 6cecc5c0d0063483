"""Whom ring-all-reduce agrees with: the plain sum."""

from collections import defaultdict, deque
from types import ModuleType

import torch
from compare import same
from torch import Tensor


class Links:
    """What is under way between ranks, and how many elements each has sent."""

    def __init__(self) -> None:
        self.waiting: defaultdict[tuple[int, int], deque[Tensor]] = defaultdict(deque)
        self.sent: defaultdict[int, int] = defaultdict(int)

    def send(self, source: int, target: int, chunk: Tensor) -> None:
        self.waiting[source, target].append(chunk.clone())
        self.sent[source] += chunk.numel()

    def recv(self, source: int, target: int) -> Tensor:
        return self.waiting[source, target].popleft()


def agree(solution: ModuleType) -> None:
    for world in (1, 2, 3, 4, 7):
        for length in (1, 5, 12, 29):
            vectors = [torch.randn(length) for _ in range(world)]
            links = Links()
            results = solution.ring_all_reduce(vectors, links.send, links.recv)
            assert len(results) == world
            assert max(links.sent.values(), default=0) <= 2 * (world - 1) * -(-length // world)
            for result in results:
                same(result, torch.stack(vectors).sum(dim=0), f"{world} ranks, length {length}")
