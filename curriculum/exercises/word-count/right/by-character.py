from collections import defaultdict


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    counts = defaultdict(int)
    word = ""
    for character in text + " ":  # the final space ends the last word
        if character.isalnum() or character == "_":
            word += character
        elif word:
            counts[word.lower() if lower else word] += 1
            word = ""
    return dict(counts)
