import torch


@torch.no_grad()
def clip_grad_norm(params, max_norm, eps=1e-6):
    grads = [p.grad for p in params if p.grad is not None]
    flat = torch.cat([g.reshape(-1).float() for g in grads]) if grads else torch.zeros(1)
    norm = float(flat @ flat) ** 0.5
    factor = max_norm / (norm + eps)
    if norm <= max_norm or norm != norm or norm == float("inf"):
        return norm
    for g in grads:
        g.copy_(g * factor)
    return norm
