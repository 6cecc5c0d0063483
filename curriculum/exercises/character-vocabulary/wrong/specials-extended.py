from collections import Counter


class Vocab:
    """A vocabulary of characters: special tokens first, then characters by code point.

    The attribute stoi maps every token to its id.
    """

    def __init__(self, texts: list[str], specials: list[str], min_freq: int = 1) -> None:
        counts = Counter(char for text in texts for char in text)  # over all texts together
        kept = sorted(char for char, count in counts.items() if count >= min_freq)
        self.itos = specials
        self.itos.extend(kept)
        self.stoi = {token: at for at, token in enumerate(self.itos)}

    def encode(self, s: str) -> list[int]:
        """One id per character; characters outside the vocabulary become <unk>."""
        unk = self.stoi["<unk>"]
        return [self.stoi.get(char, unk) for char in s]

    def decode(self, ids: list[int]) -> str:
        """The text of the ids; <pad> is skipped, all other tokens are written out."""
        pad = self.stoi["<pad>"]
        return "".join(self.itos[at] for at in ids if at != pad)
