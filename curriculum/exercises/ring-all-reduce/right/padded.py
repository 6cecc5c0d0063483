import torch
import torch.nn.functional as F


def ring_all_reduce(vectors, send, recv):
    """Padded with zeros to a multiple of the number of ranks, as libraries do; the padding is cut off at the end."""
    world = len(vectors)
    length = vectors[0].numel()
    size = (length + world - 1) // world
    grid = torch.stack([F.pad(v, (0, size * world - length)) for v in vectors]).reshape(world, world, size)
    for step in range(world - 1):
        for r in range(world):
            send(r, (r + 1) % world, grid[r, (r - step) % world])
        for r in range(world):
            grid[(r + 1) % world, (r - step) % world] += recv(r, (r + 1) % world)
    for step in range(world - 1):
        for r in range(world):
            send(r, (r + 1) % world, grid[r, (r + 1 - step) % world])
        for r in range(world):
            grid[(r + 1) % world, (r + 1 - step) % world] = recv(r, (r + 1) % world)
    return list(grid.reshape(world, -1)[:, :length])
