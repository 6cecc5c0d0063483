class Vocab:
    def __init__(self, texts, specials, min_freq=1):
        t = "".join(texts)
        specials.extend(sorted(c for c in set(t) if t.count(c) >= min_freq))
        self.stoi = {c: i for i, c in enumerate(specials)}
        self.itos = specials

    def encode(self, s):
        return [self.stoi.get(c, self.stoi["<unk>"]) for c in s]

    def decode(self, ids):
        return "".join(self.itos[i] for i in ids if self.itos[i] != "<pad>")
