"""Whom distillation-loss agrees with: torch's kl_div and cross_entropy."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same, same_with_gradients


def agree(solution: ModuleType) -> None:
    student, teacher, labels = leaf(7, 4), torch.randn(7, 4), torch.randint(0, 4, (7,))
    for heat, alpha in ((1.0, 1.0), (4.0, 0.3), (2.5, 0.0)):

        def theirs(t: float = heat, a: float = alpha) -> torch.Tensor:
            p, q = F.log_softmax(student / t, dim=1), F.softmax(teacher / t, dim=1)
            return F.kl_div(p, q, reduction="batchmean") * (a * t * t) + F.cross_entropy(student, labels) * (1 - a)

        def ours(t: float = heat, a: float = alpha) -> torch.Tensor:
            loss: torch.Tensor = solution.kd_loss(student, teacher, labels, t, a)
            return loss

        same_with_gradients(ours, theirs, [student], f"T = {heat}, alpha = {alpha}")
    some = labels.clone()
    some[2:4] = -100
    rest = some != -100
    whole = solution.kd_loss(student, teacher, some, 2.0, 0.6)
    same(whole, solution.kd_loss(student[rest], teacher[rest], labels[rest], 2.0, 0.6), "without the rows")
