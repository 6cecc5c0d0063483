from collections import defaultdict


def word_count(text):
    counts = defaultdict(int)
    for w in text.split():
        counts[w] += 1
    return counts
