import torch


def patchify(x, p):
    """Tensor.unfold makes windows as new axes at the end."""
    if any(side % p for side in x.shape[-2:]):
        raise ValueError(f"{tuple(x.shape[-2:])} is not divisible by {p}")
    windows = x.unfold(2, p, p).unfold(3, p, p)  # (B, C, H/p, W/p, p, p)
    return windows.movedim(1, 3).flatten(3).flatten(1, 2)


def unpatchify(patches, p, height, width):
    grid = patches.unflatten(2, (-1, p, p)).unflatten(1, (height // p, width // p))  # (B, h, w, C, p, p)
    rows = torch.cat(grid.unbind(2), dim=-1)  # (B, h, C, p, W)
    return torch.cat(rows.unbind(1), dim=-2)
