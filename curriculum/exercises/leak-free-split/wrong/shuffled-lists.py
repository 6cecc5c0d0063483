import random
from collections import defaultdict


def split(texts: list[str], labels: list[int], frac: float, seed: int) -> tuple[list[int], list[int]]:
    order = random.Random(seed).sample(range(len(texts)), len(texts))
    texts[:] = [texts[index] for index in order]
    labels[:] = [labels[index] for index in order]
    rng = random.Random(seed)
    places = defaultdict(list)
    for index, text in enumerate(texts):
        places[text].append(index)
    classes = defaultdict(list)
    for text, indices in places.items():
        classes[labels[indices[0]]].append(text)
    train, val = ([], [])
    for members in classes.values():
        rng.shuffle(members)
        count = round(frac * len(members))
        if len(members) > 1:
            count = min(max(count, 1), len(members) - 1)
        for number, text in enumerate(members):
            (val if number < count else train).extend(places[text])
    return (train, val)
