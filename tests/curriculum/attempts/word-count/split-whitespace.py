from collections import Counter


def word_count(text: str, lower: bool = True) -> dict[str, int]:
    bag = Counter()
    for line in text.splitlines():
        bag.update(w.lower() if lower else w for w in line.split())
    return bag
