import torch


def gae(r, v, gamma, lam, done):
    """The lambda-return minus the value, recursively, with Python lists."""
    rewards, values, ends = r.tolist(), v.tolist(), done.tolist()
    target, out = values[-1], []
    for t in range(len(rewards) - 1, -1, -1):
        after = 0.0 if ends[t] else (1 - lam) * values[t + 1] + lam * target
        target = rewards[t] + gamma * after
        out.insert(0, target - values[t])
    return torch.tensor(out, dtype=r.dtype, device=r.device)
