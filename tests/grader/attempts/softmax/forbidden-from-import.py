from torch.nn.functional import softmax as s


def softmax(x):
    return s(x, -1)
