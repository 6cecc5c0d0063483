import torch
from torch.nn import CrossEntropyLoss


def evaluate(model, loader):
    mode, losses, accs = model.training, [], []
    model.eval()
    with torch.inference_mode():
        for inputs, targets in loader:
            scores = model(inputs)
            losses.append(CrossEntropyLoss()(scores, targets))
            accs.append((scores.max(dim=1)[1] == targets).float().double().mean())
    model.train(mode)
    return torch.stack(losses).mean().item(), torch.stack(accs).mean().item()
