def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if size <= 0:
        raise ValueError("size must be positive")
    length = -(-len(xs) // size)
    batches = [xs[i * length : (i + 1) * length] for i in range(size)]
    batches = [batch for batch in batches if batch]
    if drop_last and batches and len(batches[-1]) < length:
        batches.pop()
    return batches
