import random
import numpy as np
from collections import defaultdict


def split(texts, labels, frac, seed):
    rng = random.Random(seed)
    n = len(texts)
    count = round(frac * n)
    return rng.sample(range(n), n - count), rng.sample(range(n), count)
