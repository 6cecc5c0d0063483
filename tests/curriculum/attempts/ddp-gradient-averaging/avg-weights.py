import torch


def ddp_step(models, optimizers, shards, loss_fn):
    """Everybody trains alone for a step, then the state dictionaries are merged."""
    count = float(sum(y.shape[0] for _, y in shards))
    for model, optimizer, shard in zip(models, optimizers, shards, strict=True):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_fn(model(shard[0]), shard[1])
        loss.backward()
        optimizer.step()
    merged = {}
    for model, (_, y) in zip(models, shards, strict=True):
        for name, value in model.state_dict().items():
            merged[name] = merged.get(name, torch.zeros_like(value)) + value * (y.shape[0] / count)
    before = {name: p.requires_grad for name, p in models[0].named_parameters()}
    for model in models:
        for name, p in model.named_parameters():
            if before[name] and p.grad is not None:
                p.data = merged[name].clone()
