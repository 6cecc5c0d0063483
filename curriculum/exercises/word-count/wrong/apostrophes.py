import re


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    if lower:
        text = text.lower()
    words = re.findall(r"[\w']+", text)
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
