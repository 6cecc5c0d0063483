import torch
from torch import Tensor


def gae(r: Tensor, v: Tensor, gamma: float, lam: float, done: Tensor) -> Tensor:
    """Return the advantages of a rollout, (T,).

    r: (T,), rewards. v: (T + 1,), values of the states before each step and of the one after the last. done: (T,) bool,
    True where the episode ends with that step.
    """
    raise NotImplementedError
