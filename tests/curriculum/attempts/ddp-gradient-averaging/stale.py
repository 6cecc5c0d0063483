def ddp_step(models, optimizers, shards, loss_fn):
    """Weighted losses, gradients pooled on the first rank and handed out again."""
    whole = sum(x.shape[0] for x, y in shards)
    for r, model in enumerate(models):
        x, y = shards[r]
        loss_fn(model(x), y).mul(x.shape[0] / whole).backward()
    for group in zip(*[list(model.parameters()) for model in models], strict=True):
        grads = [p.grad for p in group if p.grad is not None]
        if grads:
            pooled = grads[0].clone()
            for grad in grads[1:]:
                pooled = pooled + grad
            for p in group:
                p.grad = pooled.clone()
    for optimizer in optimizers:
        optimizer.step()
