import torch


def ddp_step(models, optimizers, shards, loss_fn):
    """Stacks the gradients of a parameter and takes the mean over the ranks."""
    for r in range(len(models)):
        optimizers[r].zero_grad()
        x, y = shards[r]
        loss_fn(models[r](x), y).backward()
    names = [name for name, p in models[0].named_parameters() if p.grad is not None]
    for name in names:
        mean = torch.stack([model.get_parameter(name).grad for model in models]).mean(dim=0)
        for model in models:
            model.get_parameter(name).grad = mean.clone()
    [optimizer.step() for optimizer in optimizers]
