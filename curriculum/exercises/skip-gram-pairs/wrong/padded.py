def skipgram_pairs(ids, window):
    padded = [0] * window + ids + [0] * window
    pairs = []
    for i, centre in enumerate(ids):
        for k in range(2 * window + 1):
            if k != window:
                pairs.append((centre, padded[i + k]))
    return pairs
