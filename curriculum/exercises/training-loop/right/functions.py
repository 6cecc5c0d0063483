import math

import torch
from torch import nn


def run_epoch(model, loader, criterion, optimizer):
    model.train()
    losses, counts = [], []
    for inputs, targets in loader:
        for group in optimizer.param_groups:
            for parameter in group["params"]:
                parameter.grad = None
        loss = criterion(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(float(loss))
        counts.append(targets.shape[0])
    return math.fsum(l * n for l, n in zip(losses, counts)) / sum(counts)


def train(model, loader, epochs, lr, seed, after_epoch=None):
    torch.manual_seed(seed)
    criterion, optimizer = nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), lr, 0.9)
    history, stop = [], False
    while len(history) < epochs and not stop:
        history += [run_epoch(model, loader, criterion, optimizer)]
        stop = bool(after_epoch and after_epoch(len(history), history[-1]))
    return history
