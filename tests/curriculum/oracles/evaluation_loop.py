"""Whom evaluation-loop agrees with: scikit-learn's metrics over everything at once."""

from types import ModuleType

import torch
from sklearn.metrics import accuracy_score, log_loss
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def agree(solution: ModuleType) -> None:
    model = nn.Sequential(nn.Linear(7, 5), nn.Dropout(0.5)).train()
    x, y = torch.randn(23, 7), torch.arange(23) % 5
    loss, accuracy = solution.evaluate(model, DataLoader(TensorDataset(x, y), batch_size=4))
    with torch.no_grad():
        p = model.eval()(x).softmax(dim=-1)
    assert abs(loss - log_loss(y, p, labels=range(5))) < 1e-10, "log_loss"
    assert abs(accuracy - accuracy_score(y, p.argmax(dim=-1))) < 1e-10, "accuracy_score"
