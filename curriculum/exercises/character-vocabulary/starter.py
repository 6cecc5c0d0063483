class Vocab:
    """A vocabulary of characters: special tokens first, then characters by code point.

    The attribute stoi maps every token to its id.
    """

    def __init__(self, texts: list[str], specials: list[str], min_freq: int = 1) -> None:
        raise NotImplementedError

    def encode(self, s: str) -> list[int]:
        """One id per character; characters outside the vocabulary become <unk>."""
        raise NotImplementedError

    def decode(self, ids: list[int]) -> str:
        """The text of the ids; <pad> is skipped, all other tokens are written out."""
        raise NotImplementedError
