def stats(samples_ms: list[float], warmup: int, wall_s: float) -> dict[str, float]:
    """Percentiles and mean of latencies in milliseconds, and throughput in requests per second.

    The first `warmup` samples do not count. wall_s is how long the others took together, by the clock on the wall.
    """
    raise NotImplementedError
