def skipgram_pairs(ids, window):
    pairs = []
    for i, centre in enumerate(ids):
        for j in range(max(0, i - window), i):
            if j != i:
                pairs.append((centre, ids[j]))
    return pairs
