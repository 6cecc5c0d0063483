def word_count(text: str, lower: bool = True) -> dict[str, int]:
    counts = {}
    word = ""
    for character in text.lower() if lower else text:
        if character.isalnum() or character == "_":
            word += character
        else:
            if word:
                counts[word] = counts.get(word, 0) + 1
            word = ""
    return counts
