import torch
import torch.nn.functional as F
from torch import Tensor


def clip_loss(img: Tensor, txt: Tensor, logit_scale: Tensor) -> Tensor:
    """The mean of two cross-entropies over the cosines of all pictures with all texts.

    img, txt: (N, D), pair i in row i of both, of any length. logit_scale: a scalar tau; cosines are multiplied
    by exp(tau). Returns a scalar.
    """
    img /= img.norm(dim=-1, keepdim=True)
    txt /= txt.norm(dim=-1, keepdim=True)
    logits = logit_scale.exp() * img @ txt.T  # (N, N): rows are pictures, columns are texts
    right = torch.arange(len(img), device=img.device)  # picture i belongs to text i
    by_picture = F.cross_entropy(logits, right)  # softmax over each row
    by_text = F.cross_entropy(logits.T, right)  # softmax over each column
    return (by_picture + by_text) / 2
