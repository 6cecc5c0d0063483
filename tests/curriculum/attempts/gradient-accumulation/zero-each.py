def accum_step(model, opt, micro_batches, loss_sum_fn, count_fn):
    n_tokens = 0
    for piece in micro_batches:
        n_tokens = n_tokens + count_fn(piece)
    result = 0.0
    for piece in micro_batches:
        for p in model.parameters():
            p.grad = None
        piece_loss = loss_sum_fn(model, piece)
        (piece_loss * (1.0 / n_tokens)).backward()
        result += float(piece_loss.detach()) / n_tokens
    opt.step()
    return result
