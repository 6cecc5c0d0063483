def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if size < 1:
        raise ValueError(f"size must be at least 1, not {size}")
    batches, batch = [], []
    for x in xs:
        batch.append(x)
        if len(batch) == size:
            batches.append(batch)
            batch = []
    if batch and not drop_last:
        batches.append(batch)
    return batches
