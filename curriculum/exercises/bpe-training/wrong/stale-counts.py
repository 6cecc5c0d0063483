from collections import Counter


def train_bpe(words: dict[str, int], num_merges: int) -> list[tuple[str, str]]:
    counts = Counter()
    for word, freq in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] += freq
    return sorted(counts, key=lambda pair: (counts[pair], pair), reverse=True)[:num_merges]
