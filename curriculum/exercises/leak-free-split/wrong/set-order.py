import random
from collections import defaultdict


def split(texts: list[str], labels: list[int], frac: float, seed: int) -> tuple[list[int], list[int]]:
    """Divide the indices 0 ... n - 1 into those to train on and those to validate on.

    Of the distinct texts of each class a share of about `frac`, drawn at random, is for validation; a class with two or
    more has at least one on either side. Equal texts stay together. Only `seed` decides. Returns (train, val).
    """
    rng = random.Random(seed)  # our own: nobody else's random numbers change
    places = defaultdict(list)  # text -> the indices at which it stands: they move together
    for index, text in enumerate(texts):
        places[text].append(index)
    classes = defaultdict(list)  # label -> its distinct texts, in order of appearance
    for text, indices in places.items():
        classes[labels[indices[0]]].append(text)
    train, val = [], []
    for members in classes.values():
        members = list(set(members))
        rng.shuffle(members)
        count = round(frac * len(members))
        if len(members) > 1:
            count = min(max(count, 1), len(members) - 1)  # at least one on either side
        for number, text in enumerate(members):
            (val if number < count else train).extend(places[text])
    return train, val
