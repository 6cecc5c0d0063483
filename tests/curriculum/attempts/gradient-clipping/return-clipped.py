import torch


def clip_grad_norm(params, max_norm, eps=1e-6):
    have = [p for p in params if p.grad is not None]
    if not have:
        return 0.0

    def length():
        return torch.cat([p.grad.flatten().double() for p in have]).norm().item()

    norm = length()
    if norm in (float("inf"),) or norm != norm:
        return norm
    if norm > max_norm:
        for p in have:
            p.grad.mul_(max_norm).div_(norm + eps)
    return length()
