import torch


def gae(r, v, gamma, lam, done):
    T = len(r)
    alive = 1.0 - done.to(r.dtype)
    delta = r + gamma * v[1:] * torch.cat([alive[-1:], alive[:-1]]) - v[:-1]
    out = torch.zeros_like(r)
    running = 0.0
    for t in reversed(range(T)):
        running = delta[t] + gamma * lam * alive[t - 1] * running
        out[t] = running
    return out
