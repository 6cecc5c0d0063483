def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    """Split a list into consecutive batches of `size`; the last one may be shorter, and drop_last leaves that one out.

    Raises ValueError if size is not positive. xs stays as it is.
    """
    raise NotImplementedError
