import torch
from torch import Tensor


def grpo_adv(rewards: Tensor, eps: float = 1e-4, ddof: int = 1) -> Tensor:
    """Return the advantages of answers within their groups, of the shape of rewards.

    rewards: (..., G), one group of G >= 2 answers to a prompt along the last axis. The deviation divides by G - ddof.
    """
    mean = rewards.mean(dim=-1, keepdim=True)  # (..., 1)
    std = rewards.std(dim=-1, keepdim=True, correction=ddof)
    return (rewards - mean) / (std + eps)  # eps keeps a group of equal rewards at 0


def grpo_loss(
    logp: Tensor, old: Tensor, ref: Tensor, adv: Tensor, mask: Tensor, eps: float, beta: float, agg: str
) -> Tensor:
    """Return the GRPO loss, ().

    logp, old, ref: (N, T), what policy, old policy and reference give to the sampled tokens. adv: (N,). mask: (N, T) bool,
    True where a token counts, at least one in each row. agg: "seq-mean", "token-mean" or "constant".
    """
    a = adv.detach().unsqueeze(-1)  # (N, 1), shared by all tokens of a sequence
    ratio = torch.exp(logp - old.detach())  # (N, T)
    gain = torch.minimum(ratio * a, ratio.clamp(1 - eps, 1 + eps) * a)
    d = ref.detach() - logp
    kl = torch.exp(d) - d - 1  # k3, never negative
    each = (beta * kl - gain) * mask  # (N, T)
    if agg == "seq-mean":  # every sequence weighs the same
        return (each.sum(dim=-1) / mask.sum(dim=-1)).mean()
    if agg == "token-mean":  # every token weighs the same
        return each.sum() / mask.sum()
    return each.sum() / mask.numel()  # by a constant, N * T: lengths do not enter
