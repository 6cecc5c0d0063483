from collections import Counter, defaultdict


def train_bpe(words, num_merges):
    """Counts are kept up to date: only words that hold the merged pair are looked at."""
    splits = [list(word) for word in words]
    freqs = list(words.values())
    counts, places = Counter(), defaultdict(set)

    def note(index, sign):
        for pair in zip(splits[index], splits[index][1:]):
            counts[pair] += sign * freqs[index]
            places[pair].add(index)

    for index in range(len(splits)):
        note(index, +1)
    merges = []
    for _ in range(num_merges):
        alive = [(count, pair) for pair, count in counts.items() if count > 0]
        if not alive:
            break
        _, pair = max(alive)
        merges.append(list(pair))
        for index in places.pop(pair):
            note(index, -1)
            symbols, i = splits[index], 0
            while i < len(symbols) - 1:
                if symbols[i] == pair[0] and symbols[i + 1] == pair[1]:
                    symbols[i : i + 2] = [pair[0] + pair[1]]
                i += 1
            note(index, +1)
    return merges
