def skipgram_pairs(ids, window):
    for i, centre in enumerate(ids):
        for j in range(max(0, i - window), min(len(ids), i + window + 1)):
            if j != i:
                yield centre, ids[j]
