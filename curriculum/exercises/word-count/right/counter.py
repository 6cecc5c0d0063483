import re
from collections import Counter


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    return Counter(re.findall(r"\w+", text.lower() if lower else text))
