"""Whom language-model-loss agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same_with_gradients


def agree(solution: ModuleType) -> None:
    """PyTorch's cross-entropy in float64, and the loss that transformers computes, which is float32 inside."""
    from transformers.loss.loss_utils import ForCausalLMLoss

    logits, ids = leaf(3, 7, 11), torch.randint(0, 11, (3, 7))
    mask = torch.rand(3, 7) < 0.7
    mask[:, 3] = True
    for chosen, what in ((None, "all tokens"), (mask, "a mask")):
        labels = ids if chosen is None else ids.masked_fill(~chosen, -100)
        same_with_gradients(
            lambda chosen=chosen: solution.lm_loss(logits, ids, chosen),
            lambda labels=labels: F.cross_entropy(logits[:, :-1].transpose(1, 2), labels[:, 1:]),
            [logits],
            f"cross_entropy with {what}",
        )
        theirs = ForCausalLMLoss(logits, labels, vocab_size=11)
        assert abs(solution.lm_loss(logits, ids, chosen) - theirs) < 1e-6, f"ForCausalLMLoss with {what}"
