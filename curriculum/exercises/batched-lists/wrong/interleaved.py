def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if size <= 0:
        raise ValueError("size must be positive")
    count = -(-len(xs) // size)
    batches = [xs[i::count] for i in range(count)]
    if drop_last:
        batches = [batch for batch in batches if len(batch) == size]
    return batches
