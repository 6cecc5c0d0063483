import torch
import torch.nn.functional as F


def reward_loss(chosen, rejected, margin=0.0):
    gap = rejected - chosen - margin
    return -F.logsigmoid(gap).mean()
