import torch


def where(channels, height, width, p):
    """Which pixel of the flattened picture stands where in the patches."""
    c, i, j = torch.meshgrid(torch.arange(channels), torch.arange(p), torch.arange(p), indexing="ij")
    top, left = torch.meshgrid(torch.arange(0, height, p), torch.arange(0, width, p), indexing="ij")
    return (top.reshape(-1, 1) + i.flatten()) * width + left.reshape(-1, 1) + j.flatten() + c.flatten() * height * width


def patchify(x, p):
    B, C, H, W = x.size()
    if H // p * p != H or W // p * p != W:
        raise ValueError("no whole number of patches")
    return x.flatten(1)[:, where(C, H, W, p).to(x.device)]


def unpatchify(patches, p, height, width):
    B, _, size = patches.size()
    C = size // p // p
    back = where(C, height, width, p).flatten().argsort().to(patches.device)
    return patches.flatten(1)[:, back].view(B, C, height, width)
