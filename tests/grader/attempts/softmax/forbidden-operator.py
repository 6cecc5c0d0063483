import torch


def softmax(x):
    return torch.ops.aten._softmax(x, -1, False)
