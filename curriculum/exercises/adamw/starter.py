from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor


class AdamW:
    """Adam whose weight decay acts on the parameters themselves, not on their gradients.

    params: parameters, or groups of them: dicts with "params" and, optionally, "lr" and "weight_decay" of their own.
    """

    def __init__(
        self,
        params: Iterable[Tensor] | Iterable[dict[str, Any]],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.01,
    ) -> None:
        raise NotImplementedError

    def step(self) -> None:
        """Move each parameter that has a gradient, in place."""
        raise NotImplementedError

    def zero_grad(self) -> None:
        """Forget the gradients."""
        raise NotImplementedError
