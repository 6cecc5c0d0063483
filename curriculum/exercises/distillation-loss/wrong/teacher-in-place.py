import torch.nn.functional as F
from torch import Tensor


def kd_loss(student: Tensor, teacher: Tensor, labels: Tensor, T: float, alpha: float) -> Tensor:
    """alpha · T² · KL(teacher softened || student softened) + (1 - alpha) · cross-entropy with the labels.

    student, teacher: logits (N, C). labels: (N,), -100 where a row does not count. Both terms are means over the rows
    that count, 0 if there are none. No gradient reaches the teacher. Returns a scalar.
    """
    counts = labels != -100  # (N,)
    rows = counts.sum().clamp(min=1)
    log_p = F.log_softmax(student / T, dim=-1)  # (N, C), the student's
    teacher = teacher.detach()
    teacher /= T
    log_q = F.log_softmax(teacher, dim=-1)  # (N, C), the teacher's
    divergence = (log_q.exp() * (log_q - log_p)).sum(dim=-1)  # (N,), KL(q || p) of each row
    soft = divergence.masked_fill(~counts, 0.0).sum() / rows
    hard = F.cross_entropy(student, labels, ignore_index=-100, reduction="sum") / rows
    return alpha * T**2 * soft + (1 - alpha) * hard
