import torch
import torch.nn.functional as F


def kd_loss(student, teacher, labels, T, alpha):
    keep = torch.nonzero(labels != -100).flatten()
    if len(keep) == 0:
        return student.mul(0.0).sum()
    s, t = student.index_select(0, keep), teacher.index_select(0, keep).detach()
    kl = F.kl_div(F.log_softmax(t / T, 1), F.log_softmax(s / T, 1), log_target=True, reduction="sum") / len(keep)
    return alpha * T * T * kl + (1 - alpha) * F.cross_entropy(s, labels[keep])
