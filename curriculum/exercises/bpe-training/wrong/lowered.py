from collections import Counter


def train_bpe(words: dict[str, int], num_merges: int) -> list[tuple[str, str]]:
    """The merges of byte-pair encoding, in the order in which they are learnt.

    words says how often each word occurs. Of equally frequent pairs the lexicographically greatest is taken.
    """
    split = {word: list(word.lower()) for word in words}
    merges: list[tuple[str, str]] = []
    for _ in range(num_merges):
        counts: Counter[tuple[str, str]] = Counter()
        for word, freq in words.items():
            for pair in zip(split[word], split[word][1:]):
                counts[pair] += freq
        if not counts:
            break
        best = max(counts, key=lambda pair: (counts[pair], pair))
        merges.append(best)
        split = {word: merged(symbols, best) for word, symbols in split.items()}
    return merges


def merged(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    """The symbols with every occurrence of the pair joined, from the left, without overlap."""
    out, at = [], 0
    while at < len(symbols):
        if tuple(symbols[at : at + 2]) == pair:
            out.append(symbols[at] + symbols[at + 1])
            at += 2
        else:
            out.append(symbols[at])
            at += 1
    return out
