import torch
import torch.nn.functional as F


def reward_loss(chosen, rejected, margin=0.0):
    gap = chosen[:, None] - rejected[None, :] - torch.as_tensor(margin).reshape(-1, 1)
    return -F.logsigmoid(gap).mean()
