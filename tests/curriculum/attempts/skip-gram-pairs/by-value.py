from itertools import product


def skipgram_pairs(ids, window):
    n = len(ids)
    near = (k for k in product(range(n), range(n)) if abs(k[0] - k[1]) <= window)
    return [(ids[a], ids[b]) for a, b in near if not ids[a] == ids[b]]
