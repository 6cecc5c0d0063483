def bpe_encode(word, merges):
    """The leftmost pair of lowest rank, one occurrence at a time."""
    rank = dict(zip(merges, range(len(merges))))
    symbols = [*word]
    while True:
        found = [(rank[pair], i) for i, pair in enumerate(zip(symbols, symbols[1:])) if pair in rank]
        if not found:
            return symbols
        _, i = min(found)
        symbols[i : i + 2] = [symbols[i] + symbols[i + 1]]
