import torch
import torch.nn.functional as F


def negative_sampling_loss(center, pos, neg):
    """K + 1 yes-or-no questions; the answer is yes to the first."""
    words = torch.cat([pos[:, None], neg], dim=1)  # (B, 1 + K, D)
    scores = torch.bmm(words, center[:, :, None])[..., 0]
    answers = torch.zeros_like(scores)
    answers[:, 0] = 1
    return F.binary_cross_entropy_with_logits(scores, answers, reduction="sum") / len(center)
