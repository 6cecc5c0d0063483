import torch
import torch.nn.functional as F


def kd_loss(student, teacher, labels, T, alpha):
    keep = labels.ne(-100)
    s, t, y = student[keep], teacher[keep].detach(), labels[keep]
    if y.numel() == 0:
        return 0.0 * student.sum()
    soft = F.kl_div(F.log_softmax(s / T, -1), F.log_softmax(t / T, -1), reduction="batchmean", log_target=True)
    return torch.lerp(F.cross_entropy(s, y), soft * (T * T), alpha)
