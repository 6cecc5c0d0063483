from collections import Counter


def train_bpe(words: dict[str, int], num_merges: int) -> list[tuple[str, str]]:
    symbols = [char for word, freq in words.items() for char in word * freq]
    merges = []
    for _ in range(num_merges):
        counts = Counter(zip(symbols, symbols[1:]))
        if not counts:
            break
        best = max(counts, key=lambda pair: (counts[pair], pair))
        merges.append(best)
        symbols = merged(symbols, best)
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
