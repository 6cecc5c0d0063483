def chunk(text, size, overlap):
    if overlap < 0 or overlap >= size:
        raise ValueError("overlap must be less than size")
    chunks = []
    start = 0
    while start < len(text):
        end = min(start + size + overlap, len(text))
        chunks.append((start, end, text[start:end]))
        if end == len(text):
            break
        start += size
    return chunks
