import math


def stats(samples_ms: list[float], warmup: int, wall_s: float) -> dict[str, float]:
    del samples_ms[:warmup]
    samples_ms.sort()
    counted = samples_ms
    if not counted:
        raise ValueError("no samples are left after the warm-up")
    return {
        "p50": percentile(counted, 0.50),
        "p95": percentile(counted, 0.95),
        "p99": percentile(counted, 0.99),
        "mean": math.fsum(counted) / len(counted),
        "throughput": len(counted) / wall_s,
    }


def percentile(ordered: list[float], q: float) -> float:
    position = (len(ordered) - 1) * q
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])
