def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    result = []
    rest = xs[:]
    while rest:
        head, rest = rest[:size], rest[size:] if size > 0 else rest
        if len(head) == size or not drop_last:
            result.append(list(head))
    return result
