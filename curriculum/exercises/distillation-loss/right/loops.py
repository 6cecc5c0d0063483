import torch


def kd_loss(student, teacher, labels, T, alpha):
    total, rows = student.sum() * 0, 0
    for s, t, y in zip(student, teacher.detach(), labels.tolist()):
        if y == -100:
            continue
        rows += 1
        log_p = s / T - torch.logsumexp(s / T, dim=0)
        log_q = t / T - torch.logsumexp(t / T, dim=0)
        kl = sum(torch.exp(b) * (b - a) for a, b in zip(log_p, log_q))
        total = total + alpha * T * T * kl - (1 - alpha) * torch.log_softmax(s, dim=0)[y]
    return total / max(rows, 1)
