def chunk(text, size, overlap):
    if overlap < 0 or overlap >= size:
        raise ValueError("overlap must be less than size")
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        yield (start, end, text[start:end])
        if end == len(text):
            break
        start += size - overlap
