def bpe_encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    rank = {pair: at for at, pair in enumerate(merges)}
    symbols = list(word)
    while len(symbols) > 1:
        pairs = zip(symbols, symbols[1:])
        best = min(pairs, key=lambda pair: rank.get(pair, len(merges)))
        if best not in rank:
            break
        return merged(symbols, best)
    return symbols


def merged(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    out, at = [], 0
    while at < len(symbols):
        if tuple(symbols[at : at + 2]) == pair:
            out.append(symbols[at] + symbols[at + 1])
            at += 2
        else:
            out.append(symbols[at])
            at += 1
    return out
