def skipgram_pairs(ids, window):
    pairs = []
    for i, centre in enumerate(ids):
        for j in range(max(0, i - window), min(len(ids), i + window + 1)):
            if abs(j - i) == window:
                pairs.append((centre, ids[j]))
    return pairs
