import torch


def lm_loss(logits, ids, mask=None):
    steps = ids.size(1) - 1
    total, count = logits.sum() * 0, torch.zeros(())
    for t in range(steps):
        alive = torch.ones(ids.size(0), dtype=torch.bool) if mask is None else mask[:, t]
        p = torch.log_softmax(logits[:, t], dim=1)
        for row in range(ids.size(0)):
            if alive[row]:
                total = total - p[row, ids[row, t + 1]]
                count = count + 1
    return total / count
