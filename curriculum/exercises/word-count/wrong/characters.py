from collections import Counter


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    if lower:
        text = text.lower()
    return dict(Counter(c for c in text if c.isalnum() or c == "_"))
