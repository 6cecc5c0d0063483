import torch


def prune_mask(W, sparsity):
    values, places = W.detach().abs().reshape(-1).sort()
    mask = torch.zeros(values.numel(), dtype=torch.bool, device=W.device)
    mask[places[round(sparsity * values.numel()) :]] = True
    return mask.view(W.shape)


def prune_rows(W, n):
    norms = torch.stack([row.norm() for row in W.detach()])
    weakest = set(norms.argsort().tolist()[:n])
    return torch.stack([torch.full_like(row, i not in weakest, dtype=torch.bool) for i, row in enumerate(W)])


def masked_step(opt, params, masks):
    kept = [int(mask.sum()) for mask in masks]
    if sum(kept):
        for p, m in zip(params, masks):
            p.data = p.data * m
        opt.step()
