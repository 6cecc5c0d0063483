def bpe_encode(word, merges):
    vocab = {"".join(pair) for pair in merges}
    if not word:
        return []
    for size in range(len(word), 1, -1):
        if word[:size] in vocab:
            return [word[:size]] + bpe_encode(word[size:], merges)
    return [word[0]] + bpe_encode(word[1:], merges)
