import torch


def accum_step(model, opt, micro_batches, loss_sum_fn, count_fn):
    params = [p for p in model.parameters() if p.requires_grad]
    totals = [torch.zeros_like(p) for p in params]
    counts = [count_fn(m) for m in micro_batches]
    losses = []
    for micro_batch in micro_batches:
        loss = loss_sum_fn(model, micro_batch)
        for total, grad in zip(totals, torch.autograd.grad(loss, params, allow_unused=True)):
            if grad is not None:
                total += grad
        losses.append(loss.item())
    for p, total in zip(params, totals):
        p.grad = total / sum(counts)
    opt.step()
    return sum(losses) / sum(counts)
