import torch
from torch import Tensor


def lm_loss(logits: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
    mask = torch.ones_like(ids, dtype=torch.bool) if mask is None else mask
    p = logits[:, :-1].softmax(dim=-1)
    nll = -p.gather(-1, ids[:, 1:, None]).squeeze(-1).log()
    counted = mask[:, 1:]
    return nll[counted].sum() / counted.sum().clamp(min=1)
