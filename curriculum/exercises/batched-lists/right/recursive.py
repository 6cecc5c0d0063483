def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if size <= 0:
        raise ValueError("size must be positive")
    if len(xs) < size:
        return [xs[:]] if xs and not drop_last else []
    return [xs[:size], *batched(xs[size:], size, drop_last)]
