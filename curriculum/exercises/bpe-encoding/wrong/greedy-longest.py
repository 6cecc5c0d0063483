def bpe_encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    vocabulary = set(word) | {left + right for left, right in merges}
    tokens, at = [], 0
    while at < len(word):
        end = max(end for end in range(at + 1, len(word) + 1) if word[at:end] in vocabulary)
        tokens.append(word[at:end])
        at = end
    return tokens
