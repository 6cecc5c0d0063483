def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if size <= 0:
        raise ValueError("size must be positive")
    batches = []
    while xs:
        batches.append([xs.pop(0) for _ in range(min(size, len(xs)))])
    if drop_last and batches and len(batches[-1]) < size:
        batches.pop()
    return batches
