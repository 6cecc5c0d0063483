def bpe_encode(word, merges):
    order = {}
    for number, (a, b) in enumerate(merges):
        order.setdefault(a + b, number)
    parts = [c for c in word]
    while True:
        best, where = None, None
        for i, (a, b) in enumerate(zip(parts[:-1], parts[1:], strict=False)):
            number = order.get(a + b)
            if number is not None and (best is None or number < best):
                best, where = number, i
        if where is None:
            return parts
        parts = parts[:where] + [parts[where] + parts[where + 1]] + parts[where + 2 :]
