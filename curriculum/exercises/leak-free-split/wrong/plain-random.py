import random
import numpy as np
from collections import defaultdict


def split(texts, labels, frac, seed):
    rng = random.Random(seed)
    order = list(range(len(texts)))
    rng.shuffle(order)
    count = round(frac * len(order))
    return order[count:], order[:count]
