import numpy as np
import torch


def prune_mask(W, sparsity):
    size = np.abs(W.detach().cpu().numpy())
    rank = np.empty(size.size, dtype=int)
    rank[np.argsort(size, axis=None, kind="stable")] = np.arange(size.size)
    return torch.from_numpy((rank >= round(sparsity * size.size)).reshape(size.shape)).to(W.device)


def prune_rows(W, n):
    norms = [float(torch.linalg.vector_norm(row)) for row in W]
    gone = sorted(range(len(norms)), key=norms.__getitem__)[:n]
    mask = torch.full(W.shape, True, device=W.device)
    for i in gone:
        mask[i] = False
    return mask


def masked_step(opt, params, masks):
    """Also clears what the optimizer remembers of pruned weights; the weights that stay never see it."""
    opt.step()
    for p, keep in zip(params, masks):
        p.data = torch.where(keep, p.data, torch.zeros_like(p))
        for value in opt.state[p].values():
            if torch.is_tensor(value) and value.shape == p.shape:
                value[~keep] = 0
