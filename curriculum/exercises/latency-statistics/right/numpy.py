import numpy as np


def stats(samples_ms, warmup, wall_s):
    x = np.asarray(samples_ms[warmup:])
    if x.size == 0:
        raise ValueError("nothing measured")
    p50, p95, p99 = np.percentile(x, [50, 95, 99])
    return {"p50": p50, "p95": p95, "p99": p99, "mean": x.mean(), "throughput": x.size / wall_s}
