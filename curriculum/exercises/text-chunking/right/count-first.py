import math


def chunk(text, size, overlap):
    if size < 1:
        raise ValueError("size must be positive")
    if not 0 <= overlap < size:
        raise ValueError("overlap must be less than size and not negative")
    n, step = len(text), size - overlap
    count = 0 if n == 0 else max(1, math.ceil((n - overlap) / step))
    spans = [(i * step, min(i * step + size, n)) for i in range(count)]
    return [(a, b, text[a:b]) for a, b in spans]
