def skipgram_pairs(ids, window):
    pairs = []
    for i in range(len(ids)):
        for j in range(i - window, i + window + 1):
            try:
                if j != i:
                    pairs.append((ids[i], ids[j]))
            except IndexError:
                pass
    return pairs
