def word_count(text):
    words = text.split()
    return {w: words.count(w) for w in set(words)}
