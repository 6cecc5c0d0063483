def skipgram_pairs(ids, window):
    out = []
    for i, centre in enumerate(ids):
        around = ids[max(i - window, 0) : i] + ids[i + 1 : i + 1 + window]
        out.extend((centre, context) for context in around)
    return out
