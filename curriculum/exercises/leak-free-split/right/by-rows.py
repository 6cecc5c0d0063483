import random


def split(texts, labels, frac, seed):
    """Adds whole groups until a class has its share of rows."""
    rng = random.Random(f"{seed}")
    val = set()
    for label in sorted(set(labels)):
        own = sorted({text for text, other in zip(texts, labels) if other == label})
        rng.shuffle(own)
        rows, taken = labels.count(label), 0
        for text in own[:-1]:
            if taken and taken >= frac * rows - 0.5:
                break
            val.add(text)
            taken += texts.count(text)
    return [i for i, t in enumerate(texts) if t not in val], [i for i, t in enumerate(texts) if t in val]
