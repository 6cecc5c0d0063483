from collections import defaultdict

PAD, UNK = 0, 1


class Vocab:
    def __init__(self, texts, specials, min_freq=1):
        n = defaultdict(int)
        for t in texts:
            for c in t:
                n[c] += 1
        self.itos = list(specials) + sorted(filter(lambda c: n[c] >= min_freq, n))
        self.stoi = dict(zip(self.itos, range(len(self.itos)), strict=False))

    def encode(self, s):
        return [self.stoi[c] if c in self.stoi else UNK for c in s]

    def decode(self, ids):
        return "".join([self.itos[i] for i in ids if i != PAD])
