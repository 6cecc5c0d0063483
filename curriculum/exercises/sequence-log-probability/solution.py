import torch
from torch import Tensor


def seq_logp(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the log-probability of each sequence's answer, (B,).

    logits: (B, T, V), where logits[:, t] predict token t + 1; half precision is computed in float32. labels: (B, T),
    int64, the tokens themselves where they count and -100 elsewhere.
    """
    z = logits[:, :-1]  # (B, T-1, V): nothing follows the last position
    if z.dtype in (torch.float16, torch.bfloat16):
        z = z.float()  # two digits a term are not enough for a sum over hundreds
    y = labels[:, 1:]  # (B, T-1)
    mask = y != -100
    index = y.masked_fill(~mask, 0)  # a copy; -100 is no index
    picked = z.log_softmax(dim=-1).gather(-1, index.unsqueeze(-1)).squeeze(-1)  # (B, T-1)
    return (picked * mask).sum(dim=-1)
