import torch
import torch.nn.functional as F
from torch import Tensor


def bce_with_logits(z: Tensor, y: Tensor, pos_weight: Tensor | None = None) -> Tensor:
    """Return the mean of -[w y log s(z) + (1 - y) log(1 - s(z))], where s is the sigmoid.

    z: logits of any shape; y: the same shape, floats from 0 to 1; pos_weight w: broadcastable to z, 1 if None.
    """
    log_p = torch.sigmoid(z).log().clamp(min=-100)
    log_q = (1 - torch.sigmoid(z)).log().clamp(min=-100)
    positive = y * log_p
    if pos_weight is not None:
        positive = pos_weight * positive  # the positive term only
    return -(positive + (1 - y) * log_q).mean()
