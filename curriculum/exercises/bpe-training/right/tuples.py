def train_bpe(words, num_merges):
    """The corpus as a dictionary from tuples of symbols to frequencies."""
    corpus = {tuple(word): freq for word, freq in words.items()}
    merges = []
    while len(merges) < num_merges:
        counts = {}
        for symbols, freq in corpus.items():
            for i in range(1, len(symbols)):
                pair = symbols[i - 1], symbols[i]
                counts[pair] = counts.get(pair, 0) + freq
        ranking = sorted((count, pair) for pair, count in counts.items())
        if len(ranking) == 0:
            return merges
        left, right = ranking[-1][1]
        merges.append((left, right))
        corpus = {join(symbols, left, right): freq for symbols, freq in corpus.items()}
    return merges


def join(symbols, left, right):
    out = []
    fresh = False  # whether the last symbol was just made and may not be used again
    for symbol in symbols:
        if out and not fresh and out[-1] == left and symbol == right:
            out[-1] = left + right
            fresh = True
        else:
            out.append(symbol)
            fresh = False
    return tuple(out)
