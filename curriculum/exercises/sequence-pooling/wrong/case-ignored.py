import torch
from torch import Tensor


def pool(h: Tensor, mask: Tensor, how: str) -> Tensor:
    """Turn the vectors of the tokens into one for each sequence: (B, T, D) -> (B, D).

    mask: (B, T), True or 1 for real tokens, at least one in each row; padding may lie on either side.
    how: "cls" takes the first real token, "last" the last one, "mean" the average over all of them.
    """
    how = how.lower()
    real = mask.bool()  # tokenizers give integers, and ~1 is -2
    if how == "mean":
        count = real.sum(1, keepdim=True)
        return h.masked_fill(~real.unsqueeze(-1), 0.0).sum(1) / count
    position = torch.arange(h.shape[1], device=h.device)
    if how == "cls":
        index = position.masked_fill(~real, h.shape[1]).amin(1)  # (B,), the smallest position that is real
    elif how == "last":
        index = position.masked_fill(~real, -1).amax(1)  # (B,), the largest one: not the count minus 1
    else:
        raise ValueError(f"how must be cls, last or mean, not {how!r}")
    return h[torch.arange(len(h), device=h.device), index]
