import torch
import torch.nn.functional as F
from torch import nn


def make_model(width=100):
    layers = [nn.Linear(64, width), nn.LeakyReLU(0.05), nn.Linear(width, 10), nn.LogSoftmax(dim=-1)]
    return nn.Sequential(*layers)


def train_step(model, optimizer, x, y):
    model.train(True)
    optimizer.zero_grad(set_to_none=False)
    loss = F.nll_loss(F.log_softmax(model(x), dim=-1), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_classifier(x_train, y_train):
    torch.manual_seed(0)
    model = make_model()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    for epoch in range(40):
        order = torch.randperm(x_train.shape[0])
        for x, y in zip(x_train[order].split(100), y_train[order].split(100)):
            train_step(model, optimizer, x, y)
    return model
