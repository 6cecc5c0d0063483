import torch


def ring_all_reduce(vectors, send, recv):
    N = len(vectors)
    chunks = [list(torch.tensor_split(v.clone(), N)) for v in vectors]
    for s in range(N - 1):
        for r in range(N):
            send(r, (r + 1) % N, chunks[r][(r - s) % N])
        for r in range(N):
            i = (r - 1 - s) % N
            chunks[r][i] = chunks[r][i] + recv((r - 1) % N, r)
    for s in range(N - 1):
        for r in range(N):
            send(r, (r + 1) % N, chunks[r][(r + 1 - s) % N])
        for r in range(N):
            recv((r - 1) % N, r)
            chunks[r][(r - s) % N] = chunks[(r - s - 1) % N][(r - s) % N]
    return [torch.cat(c) for c in chunks]
