def masked_mean(x, mask):
    hidden = ~mask[..., None]
    zeroed = x.masked_fill(hidden, 0)
    lengths = (~hidden).sum(1)
    return zeroed.sum(1).div(lengths)
