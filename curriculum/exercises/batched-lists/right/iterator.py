from itertools import islice


def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if size <= 0:
        raise ValueError("size must be positive")
    items = iter(xs)
    batches = list(iter(lambda: list(islice(items, size)), []))
    return [batch for batch in batches if len(batch) == size or not drop_last]
