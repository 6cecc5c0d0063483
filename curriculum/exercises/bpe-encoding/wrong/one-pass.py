def bpe_encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    symbols = list(word)
    for left, right in merges:
        for at in range(len(symbols) - 1):
            if (symbols[at], symbols[at + 1]) == (left, right):
                symbols[at : at + 2] = [left + right]
                break
    return symbols
