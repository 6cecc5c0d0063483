import math


def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if not size > 0:
        raise ValueError(size)
    n = math.ceil(len(xs) / size)
    if drop_last:
        n = max(n - 1, 0)
    out = []
    for i in range(n):
        out.append([xs[j] for j in range(i * size, min((i + 1) * size, len(xs)))])
    return out
