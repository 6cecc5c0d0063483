from collections import defaultdict


def get_stats(vocab):
    pairs = defaultdict(int)
    for word, freq in vocab.items():
        symbols = word.split()
        for i in range(len(symbols) - 1):
            pairs[symbols[i], symbols[i + 1]] += freq
    return pairs


def merge_vocab(pair, vocab):
    return {word.replace(f"{pair[0]} {pair[1]}", pair[0] + pair[1]): freq for word, freq in vocab.items()}


def train_bpe(words, num_merges):
    vocab = {" ".join(word): freq for word, freq in words.items()}
    merges = []
    for _ in range(num_merges):
        pairs = get_stats(vocab)
        if not pairs:
            return merges
        best = max(pairs.items(), key=lambda item: item[::-1])[0]
        vocab = merge_vocab(best, vocab)
        merges.append(best)
    return merges
