import torch
import torch.nn.functional as F
from torch import Tensor, nn


def make_model() -> nn.Module:
    """Return a fresh MLP that maps images (N, 64) to logits (N, 10)."""
    return nn.Sequential(
        nn.Linear(64, 128),  # (N, 64) -> (N, 128)
        nn.ReLU(),
        nn.Linear(128, 10),  # (N, 128) -> (N, 10): logits, no softmax
    )


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor) -> float:
    """Improve the model once, on one batch: x (N, features), y (N,) int64. Returns the loss before the step."""
    model.train()
    optimizer.zero_grad()  # .grad accumulates: start from nothing
    loss = F.cross_entropy(model(x), y)  # takes logits, averages over the batch
    loss.backward()
    optimizer.step()
    return loss.item()  # a number; the tensor would keep its graph alive


def train_classifier(x_train: Tensor, y_train: Tensor) -> nn.Module:
    """Train a fresh model on x_train (N, 64), y_train (N,) with train_step. Returns the trained model."""
    model = make_model()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for _ in range(30):  # epochs: each sees every image once
        for batch in torch.randperm(len(x_train)).split(64):  # one order for images and labels
            train_step(model, optimizer, x_train[batch], y_train[batch])
    return model
