def chunk(text, size, overlap):
    if overlap < 0 or overlap >= size:
        raise ValueError("overlap must be less than size")
    data = text.encode()
    chunks = []
    start = 0
    while start < len(data):
        end = min(start + size, len(data))
        chunks.append((start, end, data[start:end].decode()))
        if end == len(data):
            break
        start += size - overlap
    return chunks
