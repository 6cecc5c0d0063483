from collections import Counter


def train_bpe(words: dict[str, int], num_merges: int) -> list[tuple[str, str]]:
    split = {word: list(word) for word in words}
    merges: list[tuple[str, str]] = []
    for _ in range(num_merges):
        counts: Counter[tuple[str, str]] = Counter()
        for word, freq in words.items():
            for pair in zip(split[word], split[word][1:]):
                counts[pair] += freq
        if not counts:
            break
        best = max(counts, key=lambda pair: (counts[pair], pair))
        merges.append("".join(best))
        split = {word: merged(symbols, best) for word, symbols in split.items()}
    return merges


def merged(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    out, at = [], 0
    while at < len(symbols):
        if tuple(symbols[at : at + 2]) == pair:
            out.append(symbols[at] + symbols[at + 1])
            at += 2
        else:
            out.append(symbols[at])
            at += 1
    return out
