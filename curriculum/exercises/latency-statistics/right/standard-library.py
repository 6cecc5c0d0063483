import statistics


def stats(samples_ms, warmup, wall_s):
    """The standard library's inclusive definition; it wants two samples at least."""
    rest = [sample for number, sample in enumerate(samples_ms) if number >= warmup]
    mean = statistics.fmean(rest)  # its StatisticsError is a ValueError
    hundred = statistics.quantiles(rest, n=100, method="inclusive") if len(rest) > 1 else rest * 99
    found = {f"p{n}": hundred[n - 1] for n in (50, 95, 99)}
    return found | {"mean": mean, "throughput": len(rest) / wall_s}
