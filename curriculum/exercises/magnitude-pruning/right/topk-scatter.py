import torch


def prune_mask(W, sparsity):
    flat = W.detach().abs().reshape(-1)
    gone = torch.topk(flat, round(sparsity * flat.numel()), largest=False).indices
    return torch.ones_like(flat).scatter(0, gone, 0.0).view(W.shape) > 0


def prune_rows(W, n):
    energy = W.detach().square().sum(dim=tuple(range(1, W.dim())))
    keep = torch.topk(energy, W.shape[0] - n).indices
    chosen = torch.zeros(W.shape[0], dtype=torch.bool, device=W.device)
    chosen[keep] = True
    return chosen.view(-1, *[1] * (W.dim() - 1)).expand(W.shape)


def masked_step(opt, params, masks):
    opt.step()
    for p, keep in zip(params, masks):
        p.data[~keep] = 0.0
