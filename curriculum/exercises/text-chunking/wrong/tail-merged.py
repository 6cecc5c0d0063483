def chunk(text, size, overlap):
    if overlap < 0 or overlap >= size:
        raise ValueError("overlap must be less than size")
    chunks = []
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        chunks.append((start, end, text[start:end]))
        if end == len(text):
            break
        start += size - overlap
    if len(chunks) > 1 and chunks[-1][1] - chunks[-1][0] < size:
        chunks.pop()
        chunks[-1] = (chunks[-1][0], len(text), text[chunks[-1][0]:])
    return chunks
