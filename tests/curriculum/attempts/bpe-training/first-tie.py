from collections import Counter


def train_bpe(words, num_merges):
    splits = {w: list(w) for w in words}
    merges = []
    while len(merges) < num_merges:
        stats = Counter()
        for w, f in words.items():
            s = splits[w]
            stats.update({})
            for a, b in zip(s[:-1], s[1:], strict=False):
                stats[(a, b)] += f
        if not stats:
            break
        (a, b), _ = stats.most_common(1)[0]
        merges.append((a, b))
        for w in words:
            s, i = splits[w], 0
            while i < len(s) - 1:
                if s[i] == a and s[i + 1] == b:
                    s = s[:i] + [a + b] + s[i + 2 :]
                else:
                    i += 1
            splits[w] = s
    return merges
