def skipgram_pairs(ids: list[int], window: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for distance in range(1, window + 1):
        for left, right in zip(ids, ids[distance:]):
            pairs += [(left, right), (right, left)]
    return pairs
