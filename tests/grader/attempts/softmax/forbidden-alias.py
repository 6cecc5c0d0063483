import torch.nn.functional as F

f = F.softmax


def softmax(x):
    return f(x, -1)
