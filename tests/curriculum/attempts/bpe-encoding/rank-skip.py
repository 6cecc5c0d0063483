def bpe_encode(word, merges):
    pieces = tuple(word)
    for a, b in merges:
        i, new = 0, ()
        while i < len(pieces):
            if i + 1 < len(pieces) and pieces[i] == a and pieces[i + 1] == b:
                new = new + (a + b,)
                i = i + 2
            else:
                new = new + (pieces[i],)
                i = i + 1
        pieces = new
    return list(pieces)
