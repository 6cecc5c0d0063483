from collections import defaultdict
from itertools import chain, count


class Vocab:
    """Sorted by ord before counting is cut; a mapping that answers unk by itself."""

    def __init__(self, texts, specials, min_freq=1):
        frequency = defaultdict(int)
        for char in chain.from_iterable(texts):
            frequency[char] += 1
        for rare in [char for char in frequency if frequency[char] < min_freq]:
            del frequency[rare]
        self.tokens = tuple(specials) + tuple(sorted(frequency, key=ord))
        unk = list(specials).index("<unk>")
        self.stoi = defaultdict(lambda: unk, zip(self.tokens, count()))

    def encode(self, s):
        return list(map(lambda char: self.stoi[char] if char in self.stoi else self.stoi["<unk>"], s))

    def decode(self, ids):
        return "".join("" if self.tokens[at] == "<pad>" else self.tokens[at] for at in ids)
