from collections import Counter


class Vocab:
    def __init__(self, texts: list[str], specials: list[str], min_freq: int = 1) -> None:
        counts = Counter(char for text in texts for char in text)
        kept = [char for char, count in counts.items() if count >= min_freq]
        self.itos = [*specials, *kept]
        self.stoi = {token: at for at, token in enumerate(self.itos)}

    def encode(self, s: str) -> list[int]:
        unk = self.stoi["<unk>"]
        return [self.stoi.get(char, unk) for char in s]

    def decode(self, ids: list[int]) -> str:
        pad = self.stoi["<pad>"]
        return "".join(self.itos[at] for at in ids if at != pad)
