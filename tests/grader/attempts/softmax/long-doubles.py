import numpy as np


def softmax(x):
    return [np.longdouble(1.5), np.zeros(3, np.clongdouble)]
