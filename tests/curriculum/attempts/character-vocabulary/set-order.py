class Vocab:
    def __init__(self, texts, specials, min_freq=1):
        everything = "".join(texts)
        self.stoi = {}
        for name in specials:
            self.stoi[name] = len(self.stoi)
        for letter in set(everything):
            if everything.count(letter) >= min_freq:
                self.stoi[letter] = len(self.stoi)
        self.back = {number: name for name, number in self.stoi.items()}

    def encode(self, s):
        return [self.stoi.get(letter, self.stoi["<unk>"]) for letter in s]

    def decode(self, ids):
        return "".join(self.back[number] for number in ids if self.back[number] != "<pad>")
