import torch


def pool(h, mask, how):
    lengths = mask.long().sum(dim=1)
    weights = mask.to(h.dtype)
    if how == "mean":
        return torch.einsum("btd,bt->bd", h, weights) / lengths[:, None]
    if how == "last":
        index = (lengths - 1)[:, None, None].expand(-1, 1, h.size(-1))
        return h.gather(1, index).squeeze(1)
    if how == "cls":
        return torch.stack([row[keep.bool()][0] for row, keep in zip(h, mask)])
    raise ValueError(f"{how} is no pooling")
