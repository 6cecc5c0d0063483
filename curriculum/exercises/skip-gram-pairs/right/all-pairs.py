from itertools import permutations


def skipgram_pairs(ids, window):
    """The definition: any two different positions that are close enough."""
    return [(ids[i], ids[j]) for i, j in permutations(range(len(ids)), 2) if abs(i - j) <= window]
