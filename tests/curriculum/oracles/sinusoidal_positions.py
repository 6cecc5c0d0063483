"""Whom sinusoidal-positions agrees with."""

from types import ModuleType

import torch


def agree(solution: ModuleType) -> None:
    """Marian keeps all sines before all cosines; column by column they are the same table, in float32 as well."""
    from transformers.models.marian.modeling_marian import MarianSinusoidalPositionalEmbedding

    for n, d in ((13, 16), (40, 7), (1, 2)):
        theirs = MarianSinusoidalPositionalEmbedding(n, d)
        weight = theirs.create_weight()
        sines = (d + 1) // 2
        wanted = torch.empty(n, d, dtype=torch.float64)
        wanted[:, 0::2], wanted[:, 1::2] = weight[:, :sines], weight[:, sines:]
        ours = solution.sinusoidal(n, d)
        assert ours.dtype == torch.float32 and ours.shape == (n, d)
        assert (ours.double() - wanted).abs().max() < 1e-5, "Marian's table"
