def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if size <= 0:
        raise ValueError("size must be positive")
    batches = [xs[i * size : (i + 1) * size] for i in range(len(xs) // size)]
    return batches
