"""Whom temperature-sampling agrees with."""

from types import ModuleType

import torch


def agree(solution: ModuleType) -> None:
    """A chi-square test of 20,000 draws against the temperature warper of transformers."""
    from scipy.stats import chisquare
    from transformers import TemperatureLogitsWarper

    logits, gen = torch.randn(1, 9), torch.Generator().manual_seed(5)
    for temperature in (0.4, 1.0, 2.5):
        expected = TemperatureLogitsWarper(temperature)(torch.zeros(1, 1).long(), logits).softmax(dim=-1)[0]
        drawn = solution.sample(logits.repeat(20000, 1), temperature, gen)
        counts = torch.bincount(drawn, minlength=9)
        assert chisquare(counts.numpy(), (expected * 20000).numpy()).pvalue > 1e-4, f"temperature {temperature}"
    assert torch.equal(solution.sample(logits, 0.0, gen), logits.argmax(dim=-1)), "temperature 0"
