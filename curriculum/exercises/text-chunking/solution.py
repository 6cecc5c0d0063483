def chunk(text: str, size: int, overlap: int) -> list[tuple[int, int, str]]:
    """Cut a text into pieces of at most `size` characters, each sharing `overlap` with the one before.

    Returns (start, end, piece) with piece == text[start:end]. The first piece that reaches the end of the text is the
    last. Raises ValueError unless 0 <= overlap < size.
    """
    if not 0 <= overlap < size:
        raise ValueError("overlap must be at least 0 and less than size")
    pieces = []
    step = size - overlap  # at least 1
    for start in range(0, len(text), step):
        end = min(start + size, len(text))
        pieces.append((start, end, text[start:end]))
        if end == len(text):  # a further piece would lie inside this one
            break
    return pieces
