import math


def stats(samples_ms: list[float], warmup: int, wall_s: float) -> dict[str, float]:
    counted = sorted(samples_ms[warmup:])
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
    return ordered[min(int(len(ordered) * q), len(ordered) - 1)]
