import numpy as np


def softmax(x, axis=-1):
    biggest = np.amax(x)
    e = np.e ** (x - biggest)
    return np.divide(e, np.expand_dims(np.add.reduce(e, axis=axis), axis))
