import torch
from torch import nn


@torch.inference_mode()
def evaluate(model, loader):
    was = model.training
    model.eval()
    criterion = nn.CrossEntropyLoss()
    loss_sum = hits = count = 0
    for x, y in loader:
        out = model(x)
        loss_sum = loss_sum + criterion(out, y) * y.size(0)
        hits = hits + out.max(1).indices.eq(y).sum()
        count += y.size(0)
    if was:
        model.train()
    return float(loss_sum / count), float(hits) / count
