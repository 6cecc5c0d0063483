import random

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Example = tuple[Tensor, str]
BATCH = 16


def tensors(examples: list[Example], names: list[str]) -> tuple[Tensor, Tensor]:
    return torch.stack([ids for ids, _ in examples]), torch.tensor([names.index(label) for _, label in examples])


def macro_f1(predicted: Tensor, right: Tensor, classes: int) -> float:
    scores = []
    for c in range(classes):
        hits = ((predicted == c) & (right == c)).sum().item()
        misses = ((predicted == c) != (right == c)).sum().item()
        scores.append(2 * hits / (2 * hits + misses) if hits + misses else 0.0)
    return sum(scores) / classes


def evaluate(model: nn.Module, x: Tensor, y: Tensor, classes: int) -> dict[str, float]:
    model.eval()
    with torch.no_grad():
        predicted = torch.cat([model(part).argmax(dim=-1) for part in x.split(BATCH)])
    return {
        "macro_f1": macro_f1(predicted, y, classes),
        "accuracy": (predicted == y).double().mean().item(),
    }


def finetune(
    model: nn.Module, train_ds: list[Example], val_ds: list[Example], epochs: int, lr: float, seed: int
) -> dict[str, float]:
    names = sorted({label for _, label in train_ds})
    x_val, y_val = tensors(val_ds, names)
    weight = len(train_ds) / (len(names) * torch.bincount(tensors(train_ds, names)[1]))
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=lr)
    dice = random.Random(seed)
    best = {"macro_f1": -1.0}
    kept = {}
    for epoch in range(1, epochs + 1):
        model.train()
        dice.shuffle(train_ds)
        x, y = tensors(train_ds, names)
        for rows in torch.arange(len(x)).split(BATCH):
            optimizer.zero_grad()
            logits = model(x[rows])
            F.cross_entropy(logits, y[rows], weight=weight.to(logits.dtype)).backward()
            optimizer.step()
        scores = evaluate(model, x_val, y_val, len(names))
        if scores["macro_f1"] > best["macro_f1"]:
            best = {**scores, "epoch": float(epoch)}
            kept = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    model.load_state_dict(kept)
    return best
