def bpe_encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    rank = {left + right: at for at, (left, right) in reversed(list(enumerate(merges)))}
    symbols = list(word)
    while len(symbols) > 1:
        best = min(range(len(symbols) - 1), key=lambda at: rank.get(symbols[at] + symbols[at + 1], len(merges)))
        if symbols[best] + symbols[best + 1] not in rank:
            break
        symbols[best : best + 2] = [symbols[best] + symbols[best + 1]]
    return symbols
