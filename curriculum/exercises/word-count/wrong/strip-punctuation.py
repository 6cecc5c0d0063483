import string


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    if lower:
        text = text.lower()
    words = [word.strip(string.punctuation) for word in text.split()]
    words = [word for word in words if word]
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
