import random
import numpy as np
from collections import defaultdict


def split(texts, labels, frac, seed):
    cut = len(texts) - round(frac * len(texts))
    return list(range(cut)), list(range(cut, len(texts)))
