def accum_step(model, opt, micro_batches, loss_sum_fn, count_fn):
    steps = len(micro_batches)
    running = []
    opt.zero_grad(set_to_none=True)
    for i, mb in enumerate(micro_batches):
        n = count_fn(mb)
        if not n:
            running.append(0.0)
            continue
        mean_loss = loss_sum_fn(model, mb).div(n)
        mean_loss.mul(1.0 / steps).backward()
        running.append(mean_loss.item())
    opt.step()
    return sum(running) / steps
