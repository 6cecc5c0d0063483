def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if size <= 0:
        raise ValueError("size must be positive")
    for start in range(0, len(xs), size):
        if not drop_last or start + size <= len(xs):
            yield xs[start : start + size]
