import torch.nn.functional as F


def seq_logp(logits, labels):
    """cross_entropy on the spot, as one would for a classifier."""
    batch, length, vocabulary = logits.shape
    losses = F.cross_entropy(logits.reshape(-1, vocabulary), labels.reshape(-1), ignore_index=-100, reduction="none")
    return losses.view(batch, length).sum(1).neg()
