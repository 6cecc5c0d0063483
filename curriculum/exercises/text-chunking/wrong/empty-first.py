def chunk(text, size, overlap):
    if not text:
        return []
    if not 0 <= overlap < size:
        raise ValueError("overlap must be at least 0 and less than size")
    chunks = []
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        chunks.append((start, end, text[start:end]))
        if end == len(text):
            break
        start += size - overlap
    return chunks
