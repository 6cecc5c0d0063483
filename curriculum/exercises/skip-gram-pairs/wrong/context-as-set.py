def skipgram_pairs(ids, window):
    pairs = []
    for i, centre in enumerate(ids):
        for context in set(ids[max(0, i - window) : i] + ids[i + 1 : i + window + 1]):
            pairs.append((centre, context))
    return pairs
