def skipgram_pairs(ids, window):
    return [(centre, ids[max(0, i - window) : i] + ids[i + 1 : i + window + 1]) for i, centre in enumerate(ids)]
