def bpe_encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    rank = {pair: at for at, pair in enumerate(merges)}
    symbols = list(word)
    while len(symbols) > 1:
        pairs = zip(symbols, symbols[1:])
        best = min(pairs, key=lambda pair: rank.get(pair, len(merges)))
        if best not in rank:
            break
        symbols = merged(symbols, best)
    return symbols


def merged(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    return " ".join(symbols).replace(" ".join(pair), "".join(pair)).split()
