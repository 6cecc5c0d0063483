import torch
import torch.nn.functional as F


def negative_sampling_loss(center, pos, neg):
    words = torch.cat([pos.unsqueeze(1), neg], dim=1)
    logits = torch.matmul(words, center.unsqueeze(-1)).squeeze(-1)
    return F.cross_entropy(logits, logits.new_zeros(len(logits), dtype=torch.long))
