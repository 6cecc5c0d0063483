"""Whom masked-mean agrees with: NumPy's masked arrays."""

from types import ModuleType

import numpy as np
import torch
from compare import leaf, same


def agree(solution: ModuleType) -> None:
    x = leaf(4, 6, 3)
    mask = torch.rand(4, 6) < 0.5
    mask[:, 0] = True
    mask[2] = False
    hidden = (~mask).numpy()[..., None].repeat(3, axis=-1)
    theirs = np.ma.array(x.detach().numpy(), mask=hidden).mean(axis=1).filled(0.0)
    same(solution.masked_mean(x, mask), torch.from_numpy(theirs), "numpy.ma's mean")
