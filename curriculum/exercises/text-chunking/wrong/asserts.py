def chunk(text, size, overlap):
    assert 0 <= overlap < size
    chunks = []
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        chunks.append((start, end, text[start:end]))
        if end == len(text):
            break
        start += size - overlap
    return chunks
