import torch.nn.functional as F
from torch import Tensor


def negative_sampling_loss(center: Tensor, pos: Tensor, neg: Tensor) -> Tensor:
    """Return the loss of skip-gram with negative sampling, averaged over the batch.

    center: (B, D) vectors of the centres; pos: (B, D) of a true context word each; neg: (B, K, D) of K drawn words each.
    Returns a scalar.
    """
    true = (center * pos).sum(-1)  # (B,)
    drawn = (neg @ center.unsqueeze(-1)).squeeze(-1)  # (B, K): each centre meets its own K words
    # logsigmoid never forms sigmoid(x), which is 0 in floating point long before x is small in words.
    return -(F.logsigmoid(true) + F.logsigmoid(-drawn).sum(-1)).mean()
