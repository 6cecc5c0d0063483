"""Whom dpo-loss agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same, same_with_gradients


def agree(solution: ModuleType) -> None:
    """A binary cross-entropy of PyTorch, and the gradient as the paper (Rafailov et al., 2023, section 4) gives it."""
    pi_c, pi_r, ref_c, ref_r, beta = leaf(9), leaf(9), leaf(9), leaf(9), 0.3
    reference = (ref_c - ref_r).detach()
    same_with_gradients(
        lambda: 9 * solution.dpo_loss(pi_c, pi_r, ref_c, ref_r, beta)[0],
        lambda: F.binary_cross_entropy_with_logits(beta * (pi_c - pi_r - reference), torch.ones(9), reduction="sum"),
        [pi_c, pi_r],
        "binary cross-entropy",
    )
    loss, chosen, rejected = solution.dpo_loss(pi_c, pi_r, ref_c, ref_r, beta)
    good, bad = torch.autograd.grad(loss, [pi_c, pi_r])
    weight = beta * torch.sigmoid(rejected - chosen) / 9  # larger where the implicit rewards are the wrong way round
    same(good, -weight, "the paper's gradient of the chosen answers")
    same(bad, weight, "the paper's gradient of the rejected answers")

    # The policy that maximises reward minus beta * KL has rewards from which DPO reads back the very differences.
    reward, prior = torch.randn(5), torch.randn(5).log_softmax(0)
    best = (prior + reward / beta).log_softmax(0)
    _, first, second = solution.dpo_loss(best[:1], best[3:4], prior[:1], prior[3:4], beta)
    same(first - second, reward[:1] - reward[3:4], "the reward that the optimal policy hides")
