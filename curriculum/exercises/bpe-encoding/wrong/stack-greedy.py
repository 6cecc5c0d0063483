def bpe_encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    known = set(merges)
    tokens = []
    for char in word:
        tokens.append(char)
        while len(tokens) > 1 and (tokens[-2], tokens[-1]) in known:
            right = tokens.pop()
            tokens[-1] += right
    return tokens
