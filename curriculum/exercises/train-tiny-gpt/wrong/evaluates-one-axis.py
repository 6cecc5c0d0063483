import torch
import torch.nn.functional as F
from torch import nn


def split(data, share):
    cut = len(data) - round(share * len(data))
    return data[:cut], data[cut:]


def get_batch(data, batch, block, gen):
    starts = torch.randint(len(data) - block, (batch,), generator=gen)
    x = torch.stack([data[s : s + block] for s in starts])
    y = torch.stack([data[s + 1 : s + block + 1] for s in starts])
    return x, y


def evaluate(model, data, block):
    model.eval()
    total, count = 0.0, 0
    with torch.no_grad():
        for start in range(0, len(data) - 1, block):
            y = data[start + 1 : start + block + 1]
            x = data[start : start + len(y)]
            total += F.cross_entropy(model(x), y).item() * len(y)
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
        loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return losses
