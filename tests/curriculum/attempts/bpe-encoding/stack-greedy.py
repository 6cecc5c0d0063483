def bpe_encode(word, merges):
    parts = list(word)
    i = 0
    while i < len(parts) - 1:
        if (parts[i], parts[i + 1]) in merges:
            parts = parts[:i] + [parts[i] + parts[i + 1]] + parts[i + 2 :]
            i = 0  # start over from the left
        else:
            i += 1
    return parts
