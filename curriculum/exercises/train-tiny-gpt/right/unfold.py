import torch
import torch.nn.functional as F
from torch import nn


def split(data, share):
    cut = len(data) - round(share * len(data))
    return data[:cut], data[cut:]


def get_batch(data, batch, block, gen):
    pieces = data.unfold(0, block + 1, 1)  # (N - block, block + 1): every window with its target
    order = torch.randperm(len(pieces), generator=gen)[:batch] if batch <= len(pieces) else None
    if order is None:
        order = torch.randint(0, len(pieces), (batch,), generator=gen)
    chosen = pieces[order]
    return chosen[:, :-1], chosen[:, 1:]


def evaluate(model, data, block):
    model.eval()
    total, count = 0.0, 0
    with torch.no_grad():
        for start in range(0, len(data) - 1, block):
            y = data[start + 1 : start + block + 1]
            x = data[start : start + len(y)]
            total += F.cross_entropy(model(x[None])[0], y).item() * len(y)
            count += len(y)
    model.train()
    return total / count


def fit(model, data, steps, batch, block, lr, seed):
    gen = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    model.train()
    losses = []
    for _ in range(steps):
        x, y = get_batch(data, batch, block, gen)
        optimizer.zero_grad(set_to_none=False)
        logp = model(x).log_softmax(dim=-1)
        loss = -logp.gather(-1, y.unsqueeze(-1)).mean()
        loss.backward()
        norm = torch.sqrt(sum((p.grad**2).sum() for p in model.parameters()))
        for p in model.parameters():
            p.grad *= torch.clamp(1.0 / (norm + 1e-6), max=1.0)
        optimizer.step()
        losses.append(loss.item())
    return losses
