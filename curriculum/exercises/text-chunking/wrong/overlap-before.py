def chunk(text, size, overlap):
    if overlap < 0 or overlap >= size:
        raise ValueError("overlap must be less than size")
    chunks = []
    for start in range(0, len(text), size):
        begin = max(0, start - overlap)
        end = min(start + size, len(text))
        chunks.append((begin, end, text[begin:end]))
    return chunks
