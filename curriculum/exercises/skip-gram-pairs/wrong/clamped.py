def skipgram_pairs(ids, window):
    last = len(ids) - 1
    pairs = []
    for i, centre in enumerate(ids):
        for offset in range(-window, window + 1):
            if offset != 0:
                pairs.append((centre, ids[min(last, max(0, i + offset))]))
    return pairs
