class Vocab:
    def __init__(self, texts, specials, min_freq=1):
        alphabet = sorted({c for t in texts for c in t})
        alphabet = [c for c in alphabet if sum(c in t for t in texts) >= min_freq]
        self.stoi = {w: i for i, w in enumerate(list(specials) + alphabet)}

    def encode(self, s):
        out = []
        for c in s:
            try:
                out.append(self.stoi[c])
            except KeyError:
                out.append(self.stoi["<unk>"])
        return out

    def decode(self, ids):
        words = list(self.stoi)
        return "".join(words[i] for i in ids if i)
