def ddp_step(models, optimizers, shards, loss_fn):
    """Each loss is weighted before backward, so that the gradients need only be summed."""
    n = 0
    for x, _ in shards:
        n += x.size(0)
    for optimizer in optimizers:
        optimizer.zero_grad()
    for model, (x, y) in zip(models, shards):
        (loss_fn(model(x), y) * (x.size(0) / n)).backward()
    first = list(models[0].parameters())
    for other in models[1:]:
        for p, q in zip(first, other.parameters()):
            if p.grad is not None:
                p.grad += q.grad
    for other in models[1:]:
        for p, q in zip(first, other.parameters()):
            q.grad = None if p.grad is None else p.grad.detach().clone()
    for optimizer in optimizers:
        optimizer.step()
