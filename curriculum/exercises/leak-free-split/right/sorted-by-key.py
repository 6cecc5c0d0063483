import random


def split(texts, labels, frac, seed):
    """A random number for each distinct text; those with the smallest of a class validate."""
    rng = random.Random(seed)
    label_of = dict(zip(texts, labels))
    key = {text: rng.random() for text in label_of}
    chosen = set()
    for label in set(label_of.values()):
        ranked = sorted((text for text in label_of if label_of[text] == label), key=key.get)
        if len(ranked) > 1:
            chosen.update(ranked[: max(1, int(frac * len(ranked)))])
    parts = ([], [])
    for index, text in enumerate(texts):
        parts[text in chosen].append(index)
    return parts
