import torch


def gae(r, v, gamma, lam, done):
    """One triangular matrix of discounts, zero across the ends of episodes."""
    T = r.shape[0]
    delta = torch.where(done, r - v[:T], r + gamma * v[1:] - v[:T])
    episode = torch.cumsum(done, 0) - done.long()
    step = torch.arange(T, device=r.device)
    gap = (step[None, :] - step[:, None]).clamp(min=0)
    weight = torch.as_tensor(gamma * lam, dtype=r.dtype, device=r.device) ** gap
    weight = weight * ((step[None, :] >= step[:, None]) & (episode[None, :] == episode[:, None]))
    return weight @ delta
