import math


def stats(samples_ms: list[float], warmup: int, wall_s: float) -> dict[str, float]:
    counted = sorted(samples_ms[warmup:])
    if not counted:
        raise ValueError("no samples are left after the warm-up")
    return {
        "p50": round(percentile(counted, 0.50), 2),
        "p95": round(percentile(counted, 0.95), 2),
        "p99": round(percentile(counted, 0.99), 2),
        "mean": round(math.fsum(counted) / len(counted), 2),
        "throughput": round(len(counted) / wall_s, 2),
    }


def percentile(ordered: list[float], q: float) -> float:
    position = (len(ordered) - 1) * q
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])
