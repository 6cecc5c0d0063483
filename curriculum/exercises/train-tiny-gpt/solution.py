import torch
import torch.nn.functional as F
from torch import Tensor, nn


def split(data: Tensor, share: float) -> tuple[Tensor, Tensor]:
    """Cut a text (N,) into its beginning, to train on, and its last `share`, to validate on."""
    cut = len(data) - round(share * len(data))
    return data[:cut], data[cut:]  # in one piece each: neighbouring tokens belong together


def get_batch(data: Tensor, batch: int, block: int, gen: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draw `batch` windows of `block` tokens, at places drawn from gen, and the tokens that follow each position.

    data: (N,), int64, N > block. Returns x, y: (batch, block) each, where y is x one token later.
    """
    starts = torch.randint(len(data) - block, (batch,), generator=gen)  # 0 ... N - block - 1: y needs one more token
    windows = starts[:, None] + torch.arange(block)  # (batch, block)
    return data[windows], data[windows + 1]


def evaluate(model: nn.Module, data: Tensor, block: int) -> float:
    """Return the mean loss over all tokens of data (N,) but the first, read in windows of `block` side by side."""
    training = model.training
    model.eval()
    total = 0.0
    with torch.no_grad():
        for start in range(0, len(data) - 1, block):
            y = data[start + 1 : start + block + 1]  # the last window may be shorter
            x = data[start : start + len(y)]
            total += F.cross_entropy(model(x[None])[0], y, reduction="sum").item()
    model.train(training)
    return total / (len(data) - 1)  # over tokens: the short window counts for less


def fit(model: nn.Module, data: Tensor, steps: int, batch: int, block: int, lr: float, seed: int) -> list[float]:
    """Train for `steps` updates with AdamW, gradients clipped to norm 1. Returns each step's loss before its update."""
    gen = torch.Generator().manual_seed(seed)  # one for all steps
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    model.train()
    losses = []
    for _ in range(steps):
        x, y = get_batch(data, batch, block, gen)
        logits = model(x)  # (batch, block, V)
        loss = F.cross_entropy(logits.flatten(0, 1), y.flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)  # after backward, before step
        optimizer.step()
        losses.append(loss.item())
    return losses
