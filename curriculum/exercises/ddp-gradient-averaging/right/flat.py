import torch


def ddp_step(models, optimizers, shards, loss_fn):
    """One bucket for each rank: all gradients as one vector."""
    buckets = []
    for model, optimizer, (x, y) in zip(models, optimizers, shards):
        optimizer.zero_grad(set_to_none=False)
        loss_fn(model(x), y).backward()
        buckets.append(torch.cat([p.grad.reshape(-1) for p in model.parameters() if p.grad is not None]))
    sizes = torch.tensor([float(len(y)) for _, y in shards]).to(buckets[0])
    mean = (sizes / sizes.sum()) @ torch.stack(buckets)
    for model, optimizer in zip(models, optimizers):
        start = 0
        for p in model.parameters():
            if p.grad is not None:
                p.grad = mean[start : start + p.numel()].view_as(p).clone()
                start += p.numel()
        optimizer.step()
