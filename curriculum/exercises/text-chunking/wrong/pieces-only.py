def chunk(text, size, overlap):
    if overlap < 0 or overlap >= size:
        raise ValueError("overlap must be less than size")
    chunks = []
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        chunks.append(text[start:end])
        if end == len(text):
            break
        start += size - overlap
    return chunks
