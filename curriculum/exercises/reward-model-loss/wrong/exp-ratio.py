import torch
import torch.nn.functional as F


def reward_loss(chosen, rejected, margin=0.0):
    good, bad = torch.exp(chosen - margin), torch.exp(rejected)
    return -torch.log(good / (good + bad)).mean()
