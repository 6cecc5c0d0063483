def word_count(text):
    counts = {}
    for word in text.split():
        counts.setdefault(word, 0)
        counts[word] += 1
    return counts
