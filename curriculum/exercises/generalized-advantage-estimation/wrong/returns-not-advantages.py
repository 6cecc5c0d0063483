import torch


def gae(r, v, gamma, lam, done):
    T = len(r)
    alive = 1.0 - done.to(r.dtype)
    delta = r + gamma * v[1:] * alive - v[:-1]
    out = torch.zeros_like(r)
    running = 0.0
    for t in reversed(range(T)):
        running = delta[t] + gamma * lam * alive[t] * running
        out[t] = running
    return out + v[:-1]
