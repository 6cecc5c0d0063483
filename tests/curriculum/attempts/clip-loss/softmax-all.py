import torch
import torch.nn.functional as F


def clip_loss(img, txt, logit_scale):
    """Every cell of the table is a class."""
    table = logit_scale.exp() * F.normalize(img) @ F.normalize(txt).mT
    everything = torch.logsumexp(table.reshape(-1), 0)
    return torch.mean(everything - torch.diagonal(table))
