from torch import Tensor


def negative_sampling_loss(center: Tensor, pos: Tensor, neg: Tensor) -> Tensor:
    """Return the loss of skip-gram with negative sampling, averaged over the batch.

    center: (B, D) vectors of the centres; pos: (B, D) of a true context word each; neg: (B, K, D) of K drawn words each.
    Returns a scalar.
    """
    raise NotImplementedError
