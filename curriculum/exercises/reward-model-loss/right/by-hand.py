import torch


def reward_loss(chosen, rejected, margin=0.0):
    """Stable without help: log(1 + exp(-x)) = max(-x, 0) + log1p(exp(-|x|)), pair by pair."""
    margins = torch.as_tensor(margin).expand(len(chosen))
    total = 0.0
    for good, bad, gap in zip(chosen, rejected, margins):
        x = good - bad - gap
        total = total + torch.clamp(-x, min=0) + torch.log1p(torch.exp(-x.abs()))
    return total / len(chosen)
