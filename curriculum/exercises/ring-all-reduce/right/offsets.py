def ring_all_reduce(vectors, send, recv):
    """No list of chunks: slices of copies, by their borders. The first chunk sent is r - 1, so that rank r completes r."""
    world, length = len(vectors), vectors[0].shape[0]
    border = [length * i // world for i in range(world + 1)]
    copies = [vector.clone() for vector in vectors]

    def piece(rank, chunk):
        chunk %= world
        return copies[rank][border[chunk] : border[chunk + 1]]

    for step in range(world - 1):
        for rank in range(world):
            send(rank, (rank + 1) % world, piece(rank, rank - 1 - step))
        for rank in range(world):
            piece(rank, rank - 2 - step).add_(recv((rank + world - 1) % world, rank))
    for step in range(world - 1):
        for rank in range(world):
            send(rank, (rank + 1) % world, piece(rank, rank - step))
        for rank in range(world):
            piece(rank, rank - 1 - step).copy_(recv((rank + world - 1) % world, rank))
    return copies
