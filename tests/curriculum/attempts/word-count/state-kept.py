import re
from collections import Counter


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    word_count.seen.update(re.findall(r"\w+", [text, text.lower()][lower]))
    return {k: v for k, v in word_count.seen.items()}


word_count.seen = Counter()
