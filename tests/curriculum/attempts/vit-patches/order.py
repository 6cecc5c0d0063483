import torch


def patchify(x, p):
    """The outer loop runs over the columns."""
    height, width = x.shape[-2:]
    if height % p or width % p:
        raise ValueError("p has to divide height and width")
    corners = [(i, j) for j in range(0, width, p) for i in range(0, height, p)]
    return torch.stack([x[..., i : i + p, j : j + p].reshape(x.shape[0], -1) for i, j in corners], 1)


def unpatchify(patches, p, height, width):
    out = torch.empty(patches.shape[0], patches.shape[2] // (p * p), height, width).to(patches)
    n = 0
    for j in range(0, width, p):
        for i in range(0, height, p):
            out[..., i : i + p, j : j + p] = patches[:, n].reshape(len(out), -1, p, p)
            n += 1
    return out
