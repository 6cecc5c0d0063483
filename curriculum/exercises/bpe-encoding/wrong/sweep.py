def bpe_encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    known = set(merges)
    symbols, changed = list(word), True
    while changed:
        changed, out = False, []
        at = 0
        while at < len(symbols):
            if tuple(symbols[at : at + 2]) in known:
                out.append(symbols[at] + symbols[at + 1])
                changed = True
                at += 2
            else:
                out.append(symbols[at])
                at += 1
        symbols = out
    return symbols
