"""Whom top-k-sampling agrees with."""

from types import ModuleType

import torch


def agree(solution: ModuleType) -> None:
    """The warper of transformers, on random logits, for every k up to more than there are tokens."""
    from transformers import TopKLogitsWarper

    logits = torch.randn(50, 13) * 4.0
    for k in range(1, 16):
        theirs = TopKLogitsWarper(k)(torch.zeros(50, 1).long(), logits)
        assert torch.equal(solution.top_k_filter(logits, k), theirs), f"k = {k}"
