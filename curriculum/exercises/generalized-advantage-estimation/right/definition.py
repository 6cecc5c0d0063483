import torch


def gae(r, v, gamma, lam, done):
    """The sum itself: discounted TD errors up to the end of the episode."""
    T, ends = len(r), done.tolist()
    out = []
    for t in range(T):
        total = 0.0
        for k in range(t, T):
            target = r[k] if ends[k] else r[k] + gamma * v[k + 1]
            total = total + (gamma * lam) ** (k - t) * (target - v[k])
            if ends[k]:
                break
        out.append(total)
    return torch.stack(out)
