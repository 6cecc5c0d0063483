import torch
from torch import nn


def reward_loss(chosen, rejected, margin=0.0):
    scores = torch.cat([chosen - margin, rejected])
    good = torch.cat([torch.ones_like(chosen), torch.zeros_like(rejected)])
    return nn.functional.binary_cross_entropy_with_logits(scores, good)
