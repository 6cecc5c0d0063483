import itertools
import re


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    words = [match.group() for match in re.finditer(r"\w+", text)]
    words = sorted(word.lower() if lower else word for word in words)
    return {word: len(list(same)) for word, same in itertools.groupby(words)}
