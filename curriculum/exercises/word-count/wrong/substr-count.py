import re


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    if lower:
        text = text.lower()
    words = re.findall(r"\w+", text)
    return {word: text.count(word) for word in words}
