import numpy as np
import torch


def prune_mask(W, sparsity):
    magnitudes = np.sort(W.detach().cpu().abs().numpy().ravel())
    how_many = int(round(sparsity * magnitudes.size))
    cutoff = magnitudes[how_many - 1] if how_many > 0 else -1.0
    return W.detach().abs() > cutoff


def prune_rows(W, n):
    order = torch.argsort(W.detach().reshape(len(W), -1).pow(2).sum(1))
    keep = torch.zeros(W.shape, dtype=torch.bool)
    for i in order[n:].tolist():
        keep[i] = True
    return keep


def masked_step(opt, params, masks):
    opt.step()
    for w, m in zip(params, masks):
        w.data.masked_fill_(~m, 0.0)
