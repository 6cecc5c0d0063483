"""Whom sequence-log-probability agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same_with_gradients


def agree(solution: ModuleType) -> None:
    """PyTorch's cross-entropy, row by row; and the loss that a GPT-2 of transformers reports for the same labels."""
    from transformers import GPT2Config, GPT2LMHeadModel

    logits, labels = leaf(3, 7, 11), torch.randint(0, 11, (3, 7))
    labels[0, :3] = -100
    labels[1, 5:] = -100

    def theirs() -> torch.Tensor:
        rows = zip(logits, labels, strict=True)
        return -torch.stack([F.cross_entropy(z[:-1], y[1:], reduction="sum") for z, y in rows])

    same_with_gradients(lambda: solution.seq_logp(logits, labels), theirs, [logits], "cross_entropy")

    model = GPT2LMHeadModel(GPT2Config(vocab_size=11, n_positions=8, n_embd=8, n_layer=1, n_head=2)).double().eval()
    with torch.no_grad():
        out = model(labels.clamp(min=0), labels=labels)
    counted = (labels[:, 1:] != -100).sum()
    total = solution.seq_logp(out.logits, labels).sum()
    assert abs(total + out.loss * counted) < 1e-4, "the loss of a GPT-2"  # float32 inside
