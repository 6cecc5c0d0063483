import copy

import torch
from torch import nn


def make_model():
    return nn.Sequential(nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


def train_step(model, optimizer, x, y):
    if not model.training:
        model.train()
    for parameter in model.parameters():
        parameter.grad = None
    log_probabilities = torch.log_softmax(model(x), dim=1)
    loss = -log_probabilities[torch.arange(len(y)), y].mean()
    loss.backward()
    optimizer.step()
    return loss.detach().item()


def train_classifier(x_train, y_train):
    model, best, lowest = make_model(), None, float("inf")
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for number in range(200):
        loss = train_step(model, optimizer, x_train, y_train)
        if loss < lowest and number > 150:
            best, lowest = copy.deepcopy(model), loss
    return best or model
