def skipgram_pairs(ids, window):
    return [(ids[max(0, i - window) : i] + ids[i + 1 : i + window + 1], centre) for i, centre in enumerate(ids)]
