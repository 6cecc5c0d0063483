import torch.nn.functional as F
from torch import Tensor


def kd_loss(student: Tensor, teacher: Tensor, labels: Tensor, T: float, alpha: float) -> Tensor:
    counts = labels != -100
    rows = counts.sum().clamp(min=1)
    log_p = F.softmax(student / T, dim=-1).clamp(min=1e-8).log()
    log_q = F.softmax(teacher.detach() / T, dim=-1).clamp(min=1e-8).log()
    divergence = (log_q.exp() * (log_q - log_p)).sum(dim=-1)
    soft = divergence.masked_fill(~counts, 0.0).sum() / rows
    hard = F.cross_entropy(student, labels, ignore_index=-100, reduction="sum") / rows
    return alpha * T**2 * soft + (1 - alpha) * hard
