"""Whom latency-statistics agrees with."""

import random
from types import ModuleType

import numpy


def agree(solution: ModuleType) -> None:
    """NumPy's percentiles and mean; throughput from a simulated service with several workers."""
    for _ in range(50):
        workers, n, warmup = random.randrange(1, 5), random.randrange(1, 60), random.randrange(0, 4)
        free, spans = [0.0] * workers, []
        for _ in range(n + warmup):
            begin = min(free)
            end = begin + random.lognormvariate(-3, 0.7)
            free[free.index(begin)] = end
            spans.append((begin, end))
        counted = spans[warmup:]
        wall = max(end for _, end in counted) - counted[0][0]
        found = solution.stats([1000 * (end - begin) for begin, end in spans], warmup, wall)
        latencies = numpy.array([1000 * (end - begin) for begin, end in counted])
        for name, q in (("p50", 50), ("p95", 95), ("p99", 99)):
            assert numpy.isclose(found[name], numpy.percentile(latencies, q, method="linear"), rtol=1e-12)
        assert numpy.isclose(found["mean"], latencies.mean(), rtol=1e-12)
        in_flight = (
            found["throughput"] * found["mean"] / 1000
        )  # Little's law: never more at once than there are workers
        assert numpy.isclose(in_flight, latencies.sum() / 1000 / wall, rtol=1e-12)
        assert in_flight <= workers + 1e-9
