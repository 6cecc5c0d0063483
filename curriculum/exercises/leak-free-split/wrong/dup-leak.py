import random
import numpy as np
from collections import defaultdict


def split(texts, labels, frac, seed):
    rng = random.Random(seed)
    classes = defaultdict(list)
    for index, label in enumerate(labels):
        classes[label].append(index)
    train, val = [], []
    for members in classes.values():
        rng.shuffle(members)
        count = min(max(round(frac * len(members)), 1), len(members) - 1)
        val += members[:count]
        train += members[count:]
    return train, val
