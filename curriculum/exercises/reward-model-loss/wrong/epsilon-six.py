import torch
import torch.nn.functional as F


def reward_loss(chosen, rejected, margin=0.0):
    gap = chosen - rejected - margin
    return -torch.log(torch.sigmoid(gap) + 1e-6).mean()
