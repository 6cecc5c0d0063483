import torch
from torch import nn


def clip_loss(img, txt, logit_scale):
    """One loss object for both directions."""
    cosines = nn.CosineSimilarity(dim=2)(img[:, None], txt[None])
    criterion = nn.CrossEntropyLoss()
    labels = torch.tensor(list(range(img.shape[0])))
    logits = cosines * logit_scale
    return torch.stack([criterion(logits, labels), criterion(logits.T, labels)]).mean()
