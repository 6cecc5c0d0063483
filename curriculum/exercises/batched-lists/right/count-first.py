def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if size <= 0:
        raise ValueError("size must be positive")
    count, rest = divmod(len(xs), size)
    if rest and not drop_last:
        count += 1
    return [xs[i * size : (i + 1) * size] for i in range(count)]
