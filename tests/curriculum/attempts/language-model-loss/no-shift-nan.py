from torch.nn import CrossEntropyLoss


def lm_loss(logits, ids, mask=None):
    targets = ids.clone()
    if mask is not None:
        targets[~mask] = -100
    criterion = CrossEntropyLoss(ignore_index=-100)
    return criterion(logits.permute(0, 2, 1), targets)
