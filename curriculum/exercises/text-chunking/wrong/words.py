def chunk(text, size, overlap):
    if overlap < 0 or overlap >= size:
        raise ValueError("overlap must be less than size")
    words = text.split()
    chunks = []
    start = 0
    while start < len(words):
        end = min(start + size, len(words))
        chunks.append((start, end, " ".join(words[start:end])))
        if end == len(words):
            break
        start += size - overlap
    return chunks
