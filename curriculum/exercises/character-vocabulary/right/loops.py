class Vocab:
    def __init__(self, texts, specials, min_freq=1):
        self.stoi, self.tokens = {}, {}
        for token in specials:
            self._add(token)
        joined = "".join(texts)
        for char in sorted(set(joined)):
            if joined.count(char) >= min_freq:
                self._add(char)

    def _add(self, token):
        at = len(self.stoi)
        self.stoi[token] = at
        self.tokens[at] = token

    def encode(self, s):
        ids = []
        for char in s:
            if char in self.stoi:
                ids.append(self.stoi[char])
            else:
                ids.append(self.stoi["<unk>"])
        return ids

    def decode(self, ids):
        text = ""
        for at in ids:
            if self.tokens[at] != "<pad>":
                text += self.tokens[at]
        return text
