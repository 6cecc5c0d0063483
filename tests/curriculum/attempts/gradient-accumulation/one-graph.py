import torch


def accum_step(model, opt, micro_batches, loss_sum_fn, count_fn):
    losses = torch.stack([loss_sum_fn(model, m) for m in micro_batches])
    tokens = sum(map(count_fn, micro_batches))
    mean = losses.sum() / tokens
    opt.zero_grad()
    mean.backward()
    opt.step()
    return mean.item()
