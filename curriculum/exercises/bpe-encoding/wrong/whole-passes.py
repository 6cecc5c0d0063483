def bpe_encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    symbols, before = list(word), None
    while symbols != before:
        before = symbols
        for pair in merges:
            symbols = merged(symbols, pair)
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
