import re
from collections import defaultdict


def train_bpe(words, num_merges):
    """Sennrich's way: symbols between spaces, and a pattern that respects their borders."""
    texts = {" ".join(word): freq for word, freq in words.items()}
    merges = []
    for _ in range(num_merges):
        counts = defaultdict(int)
        for text, freq in texts.items():
            symbols = text.split(" ")
            for i in range(len(symbols) - 1):
                counts[symbols[i], symbols[i + 1]] += freq
        if not counts:
            break
        most = max(counts.values())
        pair = max(pair for pair in counts if counts[pair] == most)
        pattern = re.compile(r"(?<!\S)" + re.escape(" ".join(pair)) + r"(?!\S)")
        texts = {pattern.sub(lambda _: "".join(pair), text): freq for text, freq in texts.items()}
        merges.append(pair)
    return merges
