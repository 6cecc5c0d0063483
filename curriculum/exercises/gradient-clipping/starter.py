import math
from collections.abc import Iterable

from torch import nn


def clip_grad_norm(params: Iterable[nn.Parameter], max_norm: float, eps: float = 1e-6) -> float:
    """Shorten all gradients by one common factor if their joint norm exceeds max_norm; return the norm before that.

    Parameters without gradient are passed over. If the norm is not finite, the gradients stay as they are.
    """
    raise NotImplementedError
