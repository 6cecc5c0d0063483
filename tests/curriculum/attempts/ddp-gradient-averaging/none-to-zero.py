import torch


def ddp_step(models, optimizers, shards, loss_fn):
    n = sum(len(y) for _, y in shards)
    for m, o, (x, y) in zip(models, optimizers, shards):
        o.zero_grad()
        (loss_fn(m(x), y) * len(y) / n).backward()
    for ps in zip(*(m.parameters() for m in models)):
        total = sum((p.grad if p.grad is not None else torch.zeros_like(p)) for p in ps)
        for p in ps:
            p.grad = total.clone()
    for o in optimizers:
        o.step()
