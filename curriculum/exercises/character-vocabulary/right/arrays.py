import numpy as np


class Vocab:
    """numpy.unique sorts by code point and counts at once."""

    def __init__(self, texts, specials, min_freq=1):
        points = np.array([ord(char) for text in texts for char in text], dtype=np.int64)
        values, counts = np.unique(points, return_counts=True)
        chars = [chr(point) for point in values[counts >= min_freq]]
        self.itos = dict(enumerate(list(specials) + chars))
        self.stoi = {token: at for at, token in self.itos.items()}

    def encode(self, s):
        return [self.stoi[char if char in self.stoi else "<unk>"] for char in s]

    def decode(self, ids):
        return "".join(token for token in map(self.itos.__getitem__, ids) if token != "<pad>")
