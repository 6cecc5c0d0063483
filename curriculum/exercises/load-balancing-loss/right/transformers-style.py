import torch


def load_balancing_loss(router_logits, k, mask=None):
    """Shares per place, (k, E), summed at the end as in well-known libraries, then divided by k."""
    if mask is not None:
        router_logits = router_logits[mask.bool()]
    weights = torch.softmax(router_logits, dim=-1)
    _, selected = torch.topk(weights, k, dim=-1)
    expert_mask = torch.nn.functional.one_hot(selected, weights.shape[-1]).to(weights.dtype)  # (N, k, E)
    per_expert = expert_mask.mean(dim=0).detach()
    probability = weights.mean(dim=0)
    return (per_expert * probability.unsqueeze(0)).sum() * weights.shape[-1] / k
