import torch


def neuron(rows, weight, bias):
    total = bias
    for i in range(len(weight)):
        total = total + rows[:, i] * weight[i]
    return total


def mlp_forward(x, weights, biases):
    rows = x.reshape(-1, x.shape[-1])
    for number, (weight, bias) in enumerate(zip(weights, biases), start=1):
        rows = torch.stack([neuron(rows, weight[o], bias[o]) for o in range(len(bias))], dim=1)
        if number != len(weights):
            rows = torch.max(rows, torch.tensor(0.0, dtype=rows.dtype, device=rows.device))
    return rows.reshape(*x.shape[:-1], -1)
