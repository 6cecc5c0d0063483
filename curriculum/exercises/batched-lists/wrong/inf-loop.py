def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    batches = []
    start = 0
    while start < len(xs):
        batches.append(xs[start : start + size])
        start += size
    if drop_last and batches and len(batches[-1]) < size:
        batches.pop()
    return batches
