def chunk(text, size, overlap):
    if size <= 0 or overlap < 0 or size - overlap <= 0:
        raise ValueError(f"{size=} {overlap=}")
    starts = list(range(0, len(text), size - overlap))
    return [(s, s + len(text[s : s + size]), text[s : s + size]) for s in starts]
