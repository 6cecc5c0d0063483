import torch


def softmax(x):
    return torch.ones(10**10)
