def train_bpe(words, num_merges):
    pieces = [tuple(w) for w in words]
    result = []
    for _step in range(num_merges):
        table = {}
        for piece in pieces:
            for i in range(len(piece) - 1):
                key = piece[i : i + 2]
                if key in table:
                    table[key] += 1
                else:
                    table[key] = 1
        if table == {}:
            break
        winner = sorted(table.items(), key=lambda item: (item[1], item[0]))[-1][0]
        result.append(winner)
        new = []
        for piece in pieces:
            out = ()
            i = 0
            while i < len(piece):
                if piece[i : i + 2] == winner:
                    out += (winner[0] + winner[1],)
                    i += 2
                else:
                    out += (piece[i],)
                    i += 1
            new.append(out)
        pieces = new
    return result
