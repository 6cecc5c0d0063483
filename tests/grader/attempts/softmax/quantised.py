import torch


def softmax(x):
    return torch.quantize_per_tensor(x.detach().float(), 0.1, 0, torch.qint8)
