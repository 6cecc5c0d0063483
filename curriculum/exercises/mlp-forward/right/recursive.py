import torch


def mlp_forward(x, weights, biases):
    y = torch.matmul(x, weights[0].transpose(0, 1)) + biases[0]
    if len(weights) == 1:
        return y
    return mlp_forward(torch.where(y > 0, y, torch.zeros_like(y)), weights[1:], biases[1:])
