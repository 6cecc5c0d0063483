import torch
from torch import nn


def reward_loss(chosen, rejected, margin=0.0):
    """A classifier whose every label is "the first one won"."""
    gap = chosen - rejected - margin
    return nn.BCEWithLogitsLoss()(gap, torch.ones_like(gap))
