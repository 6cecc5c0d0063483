import torch


def patchify(x, p):
    batch, channels, height, width = x.shape
    if height % p + width % p > 0:
        raise ValueError("p must divide both sides")
    count = height * width // (p * p)
    return torch.stack([picture.contiguous().flatten().view(count, p * p * channels) for picture in x])


def unpatchify(patches, p, height, width):
    return torch.stack([one.flatten().unflatten(0, (-1, height, width)) for one in patches])
