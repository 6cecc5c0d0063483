"""Whom top-p-sampling agrees with."""

from types import ModuleType

import torch


def agree(solution: ModuleType) -> None:
    """The warper of transformers, on 1000 random distributions."""
    from transformers import TopPLogitsWarper

    logits = torch.randn(1000, 17) * 2.0
    for p, least in ((0.05, 1), (0.5, 1), (0.9, 1), (0.97, 1), (0.05, 3), (0.6, 4)):
        theirs = TopPLogitsWarper(p, min_tokens_to_keep=least)(torch.zeros(1000, 1).long(), logits)
        assert torch.equal(solution.top_p_filter(logits, p, least), theirs), f"p = {p}, min_keep = {least}"
    assert torch.equal(solution.top_p_filter(logits, 1.0), logits), "p = 1"
