def skipgram_pairs(ids, window):
    n = len(ids)
    return [(ids[i], ids[(i + k) % n]) for i in range(n) for k in range(-window, window + 1) if (i + k) % n != i]
