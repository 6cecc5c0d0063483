def skipgram_pairs(ids, window):
    seen = {}
    for i in range(len(ids)):
        for step in range(1, window + 1):
            for j in (i - step, i + step):
                if 0 <= j < len(ids):
                    seen[ids[i], ids[j]] = True
    return sorted(seen)
