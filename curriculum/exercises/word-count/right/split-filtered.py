import re


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    words = [word for word in re.split(r"\W+", text.casefold() if lower else text) if word]
    return {word: words.count(word) for word in set(words)}
