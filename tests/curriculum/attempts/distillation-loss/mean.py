import torch.nn.functional as F


def kd_loss(student, teacher, labels, T, alpha):
    real = labels != -100
    if real.sum() == 0:
        return student.sum() - student.sum()
    log_student = F.log_softmax(student[real].div(T), dim=1)
    log_teacher = F.log_softmax(teacher[real].detach().div(T), dim=1)
    distill = F.kl_div(log_student, log_teacher, reduction="mean", log_target=True)
    return distill * alpha * T**2 + F.cross_entropy(student, labels) * (1 - alpha)
