import torch


def gae(r, v, gamma, lam, done):
    """Discounted return minus value."""
    rewards, values, ends = r.tolist(), v.tolist(), done.tolist()
    future = values[-1]
    advantages = [0.0] * len(rewards)
    for t in range(len(rewards))[::-1]:
        future = rewards[t] + (0.0 if ends[t] else gamma * future)
        advantages[t] = future - values[t]
    return torch.tensor(advantages, dtype=r.dtype)
