def skipgram_pairs(ids, window):
    pairs = []
    for centre in ids:
        i = ids.index(centre)
        for j in range(max(0, i - window), min(len(ids), i + window + 1)):
            if j != i:
                pairs.append((centre, ids[j]))
    return pairs
