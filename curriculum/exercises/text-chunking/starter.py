def chunk(text: str, size: int, overlap: int) -> list[tuple[int, int, str]]:
    """Cut a text into pieces of at most `size` characters, each sharing `overlap` with the one before.

    Returns (start, end, piece) with piece == text[start:end]. The first piece that reaches the end of the text is the
    last. Raises ValueError unless 0 <= overlap < size.
    """
    raise NotImplementedError
