import re


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    if lower:
        text = text.lower()
    words = re.findall(r"\w+", text)
    counts = {}
    for word in words:
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 0
    return counts
