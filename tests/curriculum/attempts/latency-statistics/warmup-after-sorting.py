import numpy


def stats(samples_ms, warmup, wall_s):
    ordered = numpy.sort(samples_ms)
    ordered = ordered[warmup:]
    if len(ordered) < 1:
        raise ValueError("warm-up is longer than the measurement")
    result = dict(zip(("p50", "p95", "p99"), numpy.quantile(ordered, (0.5, 0.95, 0.99)).tolist(), strict=True))
    result["mean"] = float(numpy.mean(ordered))
    result["throughput"] = len(ordered) / wall_s
    return result
