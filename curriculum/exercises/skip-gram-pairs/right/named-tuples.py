from collections import deque
from typing import NamedTuple


class Pair(NamedTuple):
    centre: int
    context: int


def skipgram_pairs(ids, window):
    """Remember the last words, and pair each new one with them in both directions."""
    before = deque(maxlen=window)
    pairs = []
    for word in ids:
        for earlier in before:
            pairs += [Pair(word, earlier), Pair(earlier, word)]
        before.append(word)
    return pairs
