def skipgram_pairs(ids: list[int], window: int) -> list[tuple[int, int]]:
    """Return a pair (centre, context) for every two different positions at most `window` apart.

    ids: the tokens of one sentence. window: how many positions on each side, 0 or more. The order of the pairs is free.
    """
    raise NotImplementedError
