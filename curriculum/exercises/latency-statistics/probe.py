"""Latencies with a slow start, a long tail and several requests at once."""

import math


def make_cases(rng):
    def some(n):
        return [float(x) for x in rng.lognormal(4.0, 0.6, n)]

    cold = sorted((float(x) for x in rng.uniform(900, 2000, 3)), reverse=True)
    quick = [float(x) for x in rng.uniform(1, 5, 2)]
    samples = some(37)
    return {
        "samples": samples,
        "started cold": [*cold, *some(26)],
        "started quick": [*quick, *some(23)],
        "few": some(4),
        "wall": float(rng.uniform(0.3, 0.6)),  # far less than the sum of latencies: several at once
    }


def observe(module, inputs, device):
    samples, wall = inputs["samples"], inputs["wall"]

    def told(samples, warmup=0, wall=wall):
        found = module.stats(list(samples), warmup, wall)
        return {name: float(value) for name, value in found.items()}

    def some(*names):
        found = told(samples)
        return {name: found[name] for name in names}

    def kept():
        given = list(samples)
        module.stats(given, 2, wall)
        return given == samples

    def nothing():
        found = {}
        for name, (given, warmup) in {"none": ([], 0), "all warm-up": (samples[:3], 3), "more": (samples[:3], 5)}.items():
            try:
                found[name] = {key: str(value) for key, value in module.stats(given, warmup, wall).items()}
            except ValueError:
                found[name] = "ValueError"
            except Exception as error:
                found[name] = f"raises {type(error).__name__}"
        return found

    def small():
        return {str(n): told(inputs["few"][:n]) for n in (1, 2, 3, 4)}

    def rises():
        found = told(samples)
        return all(math.isfinite(v) for v in found.values()) and found["p50"] <= found["p95"] <= found["p99"] <= max(samples)

    return {
        "keys": lambda: sorted(told(samples)),
        "mean": lambda: some("mean"),
        "median": lambda: some("p50"),
        "tail": lambda: some("p95", "p99"),
        "throughput": lambda: some("throughput"),
        "warm-up": lambda: [told(inputs["started cold"], 3), told(inputs["started quick"], 2)],
        "small": small,
        "nothing": nothing,
        "rises": rises,
        "input-kept": kept,
    }
