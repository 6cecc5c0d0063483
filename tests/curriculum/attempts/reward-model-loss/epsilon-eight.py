import torch


def reward_loss(chosen, rejected, margin=0.0):
    wins = (chosen - rejected - margin).sigmoid().clamp(min=1e-8)
    losses = [-torch.log(probability) for probability in wins]
    return sum(losses) / len(losses)
