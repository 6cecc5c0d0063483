import torch
from torch import Tensor


def seq_logp(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the log-probability of each sequence's answer, (B,).

    logits: (B, T, V), where logits[:, t] predict token t + 1; half precision is computed in float32. labels: (B, T),
    int64, the tokens themselves where they count and -100 elsewhere.
    """
    raise NotImplementedError
