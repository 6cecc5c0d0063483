"""Whom perplexity agrees with."""

import math
from types import ModuleType

import torch


def agree(solution: ModuleType) -> None:
    """A tiny GPT-2's own loss, exponentiated; and the definition, token by token."""
    from transformers import GPT2Config, GPT2LMHeadModel

    model = GPT2LMHeadModel(GPT2Config(vocab_size=13, n_positions=8, n_embd=8, n_layer=1, n_head=2)).double().eval()
    ids = torch.randint(0, 13, (3, 8))
    labels = ids.clone()
    labels[0, 5:] = -100
    with torch.no_grad():
        out = model(ids, labels=labels)
    nll = -out.logits[:, :-1].log_softmax(dim=-1).gather(-1, ids[:, 1:, None]).squeeze(-1)
    mask = labels[:, 1:] != -100
    ours = solution.perplexity(nll, mask)
    assert abs(ours - math.exp(out.loss.item())) < 1e-4 * ours, "GPT-2's loss"  # float32 inside
    probabilities = [math.exp(-value) for value in nll[mask].tolist()]
    assert abs(ours - math.prod(probabilities) ** (-1 / len(probabilities))) < 1e-9 * ours, "the geometric mean"
