import torch
import torch.nn.functional as F
from torch import Tensor


def clip_loss(img: Tensor, txt: Tensor, logit_scale: Tensor) -> Tensor:
    """The mean of two cross-entropies over the cosines of all pictures with all texts.

    img, txt: (N, D), pair i in row i of both, of any length. logit_scale: a scalar tau; cosines are multiplied
    by exp(tau). Returns a scalar.
    """
    raise NotImplementedError
