import torch
from torch import Tensor


def grpo_adv(rewards: Tensor, eps: float = 1e-4, ddof: int = 1) -> Tensor:
    """Return the advantages of answers within their groups, of the shape of rewards.

    rewards: (..., G), one group of G >= 2 answers to a prompt along the last axis. The deviation divides by G - ddof.
    """
    raise NotImplementedError


def grpo_loss(
    logp: Tensor, old: Tensor, ref: Tensor, adv: Tensor, mask: Tensor, eps: float, beta: float, agg: str
) -> Tensor:
    """Return the GRPO loss, ().

    logp, old, ref: (N, T), what policy, old policy and reference give to the sampled tokens. adv: (N,). mask: (N, T) bool,
    True where a token counts, at least one in each row. agg: "seq-mean", "token-mean" or "constant".
    """
    raise NotImplementedError
