def skipgram_pairs(ids, window):
    pairs, before = [], []
    while ids:
        centre = ids.pop(0)
        around = before[-window:] + ids[:window] if window else []
        pairs += [(centre, context) for context in around]
        before.append(centre)
    return pairs
