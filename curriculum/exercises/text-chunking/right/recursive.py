def chunk(text, size, overlap):
    if overlap not in range(size):
        raise ValueError("bad overlap")

    def rest(start):
        end = start + size
        if end >= len(text):
            return [(start, len(text), text[start:])] if start < len(text) else []
        return [(start, end, text[start:end]), *rest(end - overlap)]

    return rest(0)
