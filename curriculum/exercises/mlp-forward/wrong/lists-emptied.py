import torch


def mlp_forward(x, weights, biases):
    h = x
    while weights:
        h = h @ weights.pop(0).T + biases.pop(0)
        if weights:
            h = torch.relu(h)
    return h
