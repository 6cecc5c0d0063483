def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    """Split a list into consecutive batches of `size`; the last one may be shorter, and drop_last leaves that one out.

    Raises ValueError if size is not positive. xs stays as it is.
    """
    if size <= 0:
        raise ValueError("size must be positive")
    batches = [xs[start : start + size] for start in range(0, len(xs), size)]  # a slice may end early
    if drop_last and batches and len(batches[-1]) < size:
        batches.pop()
    return batches
