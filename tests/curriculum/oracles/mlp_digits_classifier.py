"""Whom mlp-digits-classifier agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import same
from torch import nn


def agree(solution: ModuleType) -> None:
    """One step of gradient descent on a linear model, against the closed form of softmax regression."""
    x, y = torch.randn(8, 5), torch.randint(0, 3, (8,))
    model = nn.Linear(5, 3)
    weight, bias = model.weight.detach().clone(), model.bias.detach().clone()
    loss = solution.train_step(model, torch.optim.SGD(model.parameters(), lr=0.5), x, y)
    probabilities = (x @ weight.T + bias).softmax(dim=-1)
    wanted = -probabilities[range(8), y].log().mean()
    assert type(loss) is float
    same(torch.tensor(loss), wanted, "mean cross-entropy")
    error = (probabilities - F.one_hot(y, 3)) / 8
    same(model.weight.detach(), weight - 0.5 * error.T @ x, "weight after a step")
    same(model.bias.detach(), bias - 0.5 * error.sum(dim=0), "bias after a step")
