import math


class Schedule:
    def __init__(self, top, bottom, climb, length):
        self.top, self.bottom, self.climb, self.length = top, bottom, climb, length

    def __call__(self, n):
        if n < self.climb:
            return self.top * (n / self.climb)
        span = self.length - self.climb
        half = (self.top - self.bottom) / 2
        return self.bottom + half + half * math.cos(math.pi * (n - self.climb) / span)


def lr_at(step, max_lr, min_lr, warmup, total):
    return Schedule(max_lr, min_lr, warmup, total)(step)
