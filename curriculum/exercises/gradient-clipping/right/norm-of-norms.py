import torch


def clip_grad_norm(params, max_norm, eps=1e-6):
    params = [p for p in params if p.grad is not None]
    if not params:
        return 0.0
    norms = torch.stack([torch.linalg.vector_norm(p.grad, dtype=torch.float64) for p in params])
    total = torch.linalg.vector_norm(norms)
    if torch.isfinite(total) and total > max_norm:
        for p in params:
            p.grad = p.grad * float(max_norm / (total + eps))
    return total.item()
