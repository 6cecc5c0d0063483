def skipgram_pairs(ids, window):
    pairs = []
    for i in range(len(ids)):
        for j in range(i + 1, min(len(ids), i + window + 1)):
            pairs.append((min(ids[i], ids[j]), max(ids[i], ids[j])))
    return pairs
