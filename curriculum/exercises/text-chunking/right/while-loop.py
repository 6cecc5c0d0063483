def chunk(text, size, overlap):
    if overlap < 0 or size <= overlap:
        raise ValueError(f"cannot move on: size {size}, overlap {overlap}")
    result, start = [], 0
    while start < len(text):
        piece = text[start : start + size]
        result.append([start, start + len(piece), piece])
        if start + size >= len(text):
            return result
        start += size - overlap
    return result
