def batched(xs: list, size: int, drop_last: bool = False) -> list[list]:
    if size <= 0:
        raise ValueError("bad size")
    out = []
    while len(xs) >= size:
        out.append(xs[:size])
        del xs[:size]
    if len(xs) > 0 and not drop_last:
        out.append(xs[:])
        xs.clear()
    return out
