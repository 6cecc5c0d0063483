"""Whom training-loop agrees with: softmax regression at its minimum, as scikit-learn finds it."""

from types import ModuleType

import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def agree(solution: ModuleType) -> None:
    x = torch.randn(60, 3)
    y = ((x @ torch.randn(3, 4)) + 2.0 * torch.randn(60, 4)).argmax(dim=-1)
    theirs = LogisticRegression(C=1e8, max_iter=2000, tol=1e-10).fit(x.numpy(), y.numpy())
    wanted = log_loss(y, theirs.predict_proba(x.numpy()), labels=theirs.classes_)
    model = nn.Linear(3, int(y.max()) + 1)
    history = solution.train(model, DataLoader(TensorDataset(x, y), batch_size=60), 1500, 0.3, 1)
    assert len(history) == 1500 and history[0] > history[-1]
    assert abs(history[-1] - wanted) < 1e-3, f"LogisticRegression: {wanted}, ours {history[-1]}"
