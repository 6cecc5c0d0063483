def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if size <= 0:
        raise ValueError("size must be positive")
    batches = [xs[start : start + size] for start in range(0, len(xs), size)]
    short = len(xs) % size
    if short and drop_last:
        batches.pop()
    elif short:
        batches[-1] = batches[-1] + [None] * (size - short)
    return batches
