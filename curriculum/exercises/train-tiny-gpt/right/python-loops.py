import torch
import torch.nn.functional as F
from torch import nn


def split(data, share):
    cut = len(data) - round(share * len(data))
    return data[:cut], data[cut:]


def get_batch(data, batch, block, gen):
    x, y = torch.empty(batch, block, dtype=data.dtype), torch.empty(batch, block, dtype=data.dtype)
    room = len(data) - block
    for row in range(batch):
        start = int(torch.rand((), generator=gen, dtype=torch.float64) * room)
        x[row], y[row] = data[start : start + block], data[start + 1 : start + 1 + block]
    return x, y


def evaluate(model, data, block):
    model.eval()
    losses = []
    with torch.inference_mode():
        for x, y in zip(data[:-1].split(block), data[1:].split(block)):
            losses.append(F.cross_entropy(model(x.unsqueeze(0)).squeeze(0), y, reduction="none"))
    model.train()
    return torch.cat(losses).mean().item()


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
