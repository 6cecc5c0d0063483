"""Whom fine-tune-classifier agrees with: scikit-learn's scores and class weights, and a plain loop of torch."""

import copy
import math
from types import ModuleType

import numpy
import torch
from compare import same
from torch import nn


class Bag(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.words, self.head = nn.EmbeddingBag(30, 6), nn.Linear(6, 3)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.head(self.words(ids))
        return logits


def agree(solution: ModuleType) -> None:
    from sklearn.metrics import accuracy_score, f1_score
    from sklearn.utils.class_weight import compute_class_weight

    names = ["a", "b", "c"]
    y = torch.tensor([0, 0, 0, 0, 0, 1, 1, 2, 2, 0, 1, 0])
    x = torch.randint(0, 30, (len(y), 5))
    train = [(ids, names[c]) for ids, c in zip(x, y, strict=True)]
    y_val = torch.tensor([0, 1, 2, 0, 2, 1, 0, 0])
    x_val = torch.randint(0, 30, (len(y_val), 5))
    val = [(ids, names[c]) for ids, c in zip(x_val, y_val, strict=True)]

    model = Bag()
    theirs = copy.deepcopy(model)
    told = solution.finetune(model, train, val, 8, 0.03, 5)
    said = model(x_val).argmax(dim=1)
    assert math.isclose(told["macro_f1"], f1_score(y_val, said, average="macro", zero_division=0))
    assert math.isclose(told["accuracy"], accuracy_score(y_val, said))

    weight = torch.tensor(compute_class_weight("balanced", classes=numpy.arange(3), y=y.numpy()))
    optimizer = torch.optim.AdamW(theirs.parameters(), lr=0.03)
    loss = nn.CrossEntropyLoss(weight=weight)
    for _ in range(int(told["epoch"])):
        optimizer.zero_grad()
        loss(theirs(x), y).backward()
        optimizer.step()
    for one, other in zip(model.parameters(), theirs.parameters(), strict=True):
        same(one.detach(), other.detach(), "weights of the best epoch")
