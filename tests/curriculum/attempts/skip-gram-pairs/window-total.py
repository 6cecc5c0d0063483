def skipgram_pairs(ids, window):
    half, found = int(window / 2), []
    for k in range(1, half + 1):
        found.extend(zip(ids[k:], ids[:-k]))
        found.extend(zip(ids[:-k], ids[k:]))
    return found
