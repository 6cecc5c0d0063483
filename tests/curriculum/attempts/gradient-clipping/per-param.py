import torch


def clip_grad_norm(params, max_norm, eps=1e-6):
    squares = 0.0
    for p in params:
        if p.grad is None:
            continue
        length = torch.linalg.vector_norm(p.grad.float()).item()
        squares += length**2
        if length > max_norm and length < float("inf"):
            others_finite = True
            p.grad = p.grad / (length + eps) * max_norm if others_finite else p.grad
    return squares**0.5
