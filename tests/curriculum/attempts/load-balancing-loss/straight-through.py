import torch
import torch.nn.functional as F


def load_balancing_loss(router_logits, k, mask=None):
    """Hard choices forward, soft ones backward."""
    if mask is None:
        mask = torch.ones(len(router_logits), dtype=torch.bool, device=router_logits.device)
    p = F.softmax(router_logits[mask], dim=-1)
    hard = F.one_hot(p.topk(k).indices, p.size(1)).sum(1).to(p) / k
    choice = p + (hard - p).detach()
    return (choice.mean(0) * p.mean(0)).sum() * p.size(1)
