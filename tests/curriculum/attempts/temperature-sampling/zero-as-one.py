import torch


def sample(logits, temperature, gen):
    t = temperature or 1.0
    u = torch.rand(logits.size(), generator=gen, dtype=torch.float64)
    return torch.argmax(logits / t + -torch.log(-torch.log(u)), dim=1)
