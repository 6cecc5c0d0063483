import torch


def gae(r, v, gamma, lam, done):
    """The sum itself, stopping at the end of an episode."""
    steps = r.shape[0]
    result = []
    for start in range(steps):
        weight, total = 1.0, torch.zeros((), dtype=r.dtype)
        for t in range(start, steps):
            total = total + weight * (r[t] + gamma * v[t + 1] - v[t])
            weight *= gamma * lam
            if bool(done[t]):
                break
        result.append(total)
    return torch.stack(result)
