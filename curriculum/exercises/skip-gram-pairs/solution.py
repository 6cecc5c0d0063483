def skipgram_pairs(ids: list[int], window: int) -> list[tuple[int, int]]:
    """Return a pair (centre, context) for every two different positions at most `window` apart.

    ids: the tokens of one sentence. window: how many positions on each side, 0 or more. The order of the pairs is free.
    """
    pairs = []
    for i, centre in enumerate(ids):
        start = max(0, i - window)  # a negative start would count from the end
        for j in range(start, min(len(ids), i + window + 1)):
            if j != i:  # positions, not tokens: a word that occurs twice may meet itself
                pairs.append((centre, ids[j]))
    return pairs
