import torch


def patchify(x, p):
    _, _, height, width = x.shape
    if height % p != 0 or width % p != 0:
        raise ValueError("the size must be a multiple of p")
    tokens = []
    for top in range(0, height, p):
        for left in range(0, width, p):
            tokens.append(x[:, :, top : top + p, left : left + p].flatten(1))
    return torch.stack(tokens, dim=1)


def unpatchify(patches, p, height, width):
    """Each patch is pasted where it belongs."""
    picture = patches.new_zeros(patches.shape[0], patches.shape[2] // p**2, height, width)
    per_row = width // p
    for n in range(patches.shape[1]):
        top, left = n // per_row * p, n % per_row * p
        picture[:, :, top : top + p, left : left + p] = patches[:, n].unflatten(1, (-1, p, p))
    return picture
