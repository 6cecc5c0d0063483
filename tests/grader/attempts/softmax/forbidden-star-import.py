from torch.nn.functional import *


def mine(x):
    return softmax(x, -1)


softmax_ = softmax
