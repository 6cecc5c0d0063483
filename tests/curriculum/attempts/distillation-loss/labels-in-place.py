import torch.nn.functional as F


def kd_loss(student, teacher, labels, T, alpha):
    mask = labels != -100
    labels[~mask] = 0
    lp = F.log_softmax(student / T, -1)
    lq = F.log_softmax(teacher.detach() / T, -1)
    kl = (lq.exp() * (lq - lp)).sum(-1)
    ce = F.cross_entropy(student, labels, reduction="none")
    return ((alpha * T * T * kl + (1 - alpha) * ce) * mask).sum() / mask.sum().clamp(min=1)
