import torch
from torch import Tensor


def gae(r: Tensor, v: Tensor, gamma: float, lam: float, done: Tensor) -> Tensor:
    """Return the advantages of a rollout, (T,).

    r: (T,), rewards. v: (T + 1,), values of the states before each step and of the one after the last. done: (T,) bool,
    True where the episode ends with that step.
    """
    alive = 1.0 - done.to(r.dtype)  # (T,), 0 where nothing of what follows belongs to this episode
    delta = r + gamma * v[1:] * alive - v[:-1]  # (T,), how much better one step went than expected
    advantages = torch.empty_like(r)
    running = torch.zeros_like(r[0])
    for t in reversed(range(len(r))):
        running = delta[t] + gamma * lam * alive[t] * running
        advantages[t] = running
    return advantages
