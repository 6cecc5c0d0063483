import torch.nn.functional as F
from torch import Tensor


def dpo_loss(
    pi_c: Tensor, pi_r: Tensor, ref_c: Tensor, ref_r: Tensor, beta: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the DPO loss, (), and the implicit rewards of the chosen and rejected answers, (N,) each, detached.

    pi_c, pi_r, ref_c, ref_r: (N,), the log-probabilities, summed over tokens, that policy and reference give to the
    chosen and rejected answers. No gradient goes to the reference.
    """
    raise NotImplementedError
