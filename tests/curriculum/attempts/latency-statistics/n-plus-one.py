from statistics import mean, quantiles


def stats(samples_ms, warmup, wall_s):
    x = samples_ms[warmup:]
    if not x:
        raise ValueError
    if len(x) == 1:
        return {"p50": x[0], "p95": x[0], "p99": x[0], "mean": x[0], "throughput": 1 / wall_s}
    low, high = min(x), max(x)
    cuts = [min(max(cut, low), high) for cut in quantiles(x, n=100)]
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "mean": mean(x), "throughput": len(x) / wall_s}
