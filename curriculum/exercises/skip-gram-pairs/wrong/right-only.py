def skipgram_pairs(ids, window):
    pairs = []
    for i, centre in enumerate(ids):
        for j in range(i + 1, min(len(ids), i + window + 1)):
            if j != i:
                pairs.append((centre, ids[j]))
    return pairs
