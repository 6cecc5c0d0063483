import torch


def patchify(x, p):
    """Pictures with the channel last, as most libraries load them, cut in a loop."""
    x = x.movedim(1, -1)
    if x.shape[1] % p or x.shape[2] % p:
        raise ValueError(f"cannot cut {x.shape[1]} x {x.shape[2]} into {p} x {p}")
    bands = x.split(p, dim=1)
    return torch.stack([tile.reshape(len(x), -1) for band in bands for tile in band.split(p, dim=2)], dim=1)


def unpatchify(patches, p, height, width):
    tiles = [tile.reshape(len(patches), p, p, -1) for tile in patches.unbind(1)]
    step = width // p
    bands = [torch.cat(tiles[i : i + step], dim=2) for i in range(0, len(tiles), step)]
    return torch.cat(bands, dim=1).movedim(-1, 1)
