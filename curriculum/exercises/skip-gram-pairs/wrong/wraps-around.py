def skipgram_pairs(ids, window):
    pairs = []
    n = len(ids)
    for i in range(n):
        for offset in range(-window, window + 1):
            if offset != 0 and i + offset < n:
                pairs.append((ids[i], ids[i + offset]))
    return pairs
