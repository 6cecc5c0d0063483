import random
import numpy as np
from collections import defaultdict


def split(texts, labels, frac, seed):
    rng = random.Random(seed)
    places = defaultdict(list)
    for index, text in enumerate(texts):
        places[text].append(index)
    groups = list(places.values())
    rng.shuffle(groups)
    count = round(frac * len(groups))
    val = [index for group in groups[:count] for index in group]
    return [index for group in groups[count:] for index in group], val
