def accum_step(model, opt, micro_batches, loss_sum_fn, count_fn):
    """Means weighted by their share of the tokens: the same thing."""
    sizes = [count_fn(m) for m in micro_batches]
    everything = sum(sizes)
    for p in model.parameters():
        p.grad = None
    told = 0.0
    for micro_batch, size in zip(micro_batches, sizes):
        if size == 0:
            continue
        mean = loss_sum_fn(model, micro_batch) / size
        (mean * (size / everything)).backward()
        told += mean.item() * size / everything
    opt.step()
    return told
