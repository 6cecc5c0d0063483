def chunk(text, size, overlap):
    pieces, left, right = [], 0, 0
    while right < len(text):
        right = left + size
        if right > len(text):
            right = len(text)
        pieces.append([left, right, text[left:right]])
        left = right - overlap
    return pieces
