from math import modf


class Latencies:
    def __init__(self, milliseconds):
        if len(milliseconds) == 0:
            raise ValueError("empty")
        self.x = list(milliseconds)
        self.x.sort()

    def at(self, percent):
        rest, whole = modf((len(self.x) - 1) * percent / 100)
        left = self.x[int(whole)]
        return left if not rest else (1 - rest) * left + rest * self.x[int(whole) + 1]

    @property
    def mean(self):
        return sum(self.x) / len(self.x)


def stats(samples_ms, warmup, wall_s):
    latencies = Latencies(samples_ms[warmup:])
    out = {f"p{p}": latencies.at(p) for p in (50, 95, 99)}
    out["mean"] = latencies.mean
    out["throughput"] = 1000.0 / out["mean"]
    return out
