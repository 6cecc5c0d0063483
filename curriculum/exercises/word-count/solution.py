import re


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    r"""Count the words of a text; a word is a longest run of word characters (\w).

    With lower, words are counted in lower case; otherwise "The" and "the" are two words.
    """
    if lower:
        text = text.lower()
    counts: dict[str, int] = {}
    for word in re.findall(r"\w+", text):
        counts[word] = counts.get(word, 0) + 1  # 0 where the word is new
    return counts
