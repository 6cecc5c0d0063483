import torch


def ddp_step(models, optimizers, shards, loss_fn):
    """Gradients from torch.autograd.grad, never through .grad of an earlier step."""
    total = sum(x.shape[0] for x, _ in shards)
    reduced = {}
    for model, (x, y) in zip(models, shards):
        named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
        grads = torch.autograd.grad(loss_fn(model(x), y), [p for _, p in named], allow_unused=True)
        for (name, _), grad in zip(named, grads):
            if grad is not None:
                reduced[name] = reduced.get(name, 0) + grad * x.shape[0] / total
    for model, optimizer in zip(models, optimizers):
        for name, p in model.named_parameters():
            p.grad = reduced[name].clone() if name in reduced else None
        optimizer.step()
