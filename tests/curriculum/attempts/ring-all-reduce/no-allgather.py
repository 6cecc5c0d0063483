import torch


def ring_all_reduce(vectors, send, recv):
    """Chunks in a dictionary; stops when each rank has a finished one."""
    ring = range(len(vectors))
    part = {(r, i): p.clone() for r in ring for i, p in enumerate(vectors[r].tensor_split(len(vectors)))}
    for hop in range(1, len(vectors)):
        moving = [(r, (r - hop + 1) % len(vectors)) for r in ring]
        for r, i in moving:
            send(r, (r + 1) % len(vectors), part[r, i])
        for r, i in moving:
            target = (r + 1) % len(vectors)
            part[target, i] = part[target, i] + recv(r, target)
    return [torch.hstack([part[r, i] for i in ring]) for r in ring]
