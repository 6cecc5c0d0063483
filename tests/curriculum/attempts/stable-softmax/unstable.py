import math

import numpy as np


def softmax(x, axis=-1):
    powers = math.e**x
    total = np.sum(powers, axis)
    return np.moveaxis(np.moveaxis(powers, axis, 0) / total, 0, axis)
