import torch


def accum_step(model, opt, micro_batches, loss_sum_fn, count_fn):
    """Backward of the plain sums; one pass, the gradients are divided once at the end."""
    opt.zero_grad(set_to_none=False)
    loss_sum, tokens = 0.0, 0
    for micro_batch in micro_batches:
        loss = loss_sum_fn(model, micro_batch)
        loss.backward()
        loss_sum += float(loss.detach())
        tokens += count_fn(micro_batch)
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p.grad /= tokens
    opt.step()
    opt.zero_grad()
    return loss_sum / tokens
