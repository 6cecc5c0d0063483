import torch
import torch.nn.functional as F


def reward_loss(chosen, rejected, margin=0.0):
    """The cross-entropy of a softmax over two scores."""
    scores = torch.stack([chosen - margin, rejected], dim=-1)
    return F.cross_entropy(scores, torch.zeros(len(scores), dtype=torch.long, device=scores.device))
