import torch
from torch import Tensor


def top_p_filter(logits: Tensor, p: float, min_keep: int = 1) -> Tensor:
    """Drop what lies beyond p, moved by one so that the token which crosses p stays."""
    ordered, order = torch.sort(logits, descending=True, dim=-1)
    beyond = ordered.softmax(dim=-1).cumsum(dim=-1) > p
    beyond = torch.cat([torch.zeros_like(beyond[:, :1]), beyond[:, :-1]], dim=-1)
    beyond[:, :min_keep] = False
    out = logits.clone()
    for row in range(len(out)):
        out[row, order[row, beyond[row]]] = -1e9
    return out
