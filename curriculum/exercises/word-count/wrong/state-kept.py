import re

COUNTS = {}


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    if lower:
        text = text.lower()
    words = re.findall(r"\w+", text)
    for word in words:
        COUNTS[word] = COUNTS.get(word, 0) + 1
    return dict(COUNTS)
