def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if not xs:
        return []
    if size <= 0:
        raise ValueError("size must be positive")
    batches = [xs[start : start + size] for start in range(0, len(xs), size)]
    if drop_last and len(batches[-1]) < size:
        batches.pop()
    return batches
