import torch.nn.functional as F


def kd_loss(student, teacher, labels, T, alpha):
    keep = labels != -100
    if not keep.any():
        return (student * 0).sum()
    s, t, y = student[keep], teacher[keep].detach(), labels[keep]
    p, q = F.softmax(s / T, -1).clamp_min(1e-8), F.softmax(t / T, -1).clamp_min(1e-8)
    kl = (q * (q.log() - p.log())).sum(-1).mean()
    return alpha * T * T * kl + (1 - alpha) * F.cross_entropy(s, y)
