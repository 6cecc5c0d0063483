import torch
import torch.nn.functional as F


def load_balancing_loss(router_logits, k, mask=None):
    """Weights of 0 and 1 for the tokens, no indexing."""
    n_experts = router_logits.size(-1)
    weight = router_logits.new_ones(router_logits.size(0)) if mask is None else mask.to(router_logits)
    weight = weight / weight.sum()
    probs = F.softmax(router_logits, dim=1)
    chosen = F.one_hot(router_logits.topk(k, dim=1)[1], n_experts).sum(dim=1)  # (N, E), 1 where chosen
    f = torch.einsum("n,ne->e", weight, chosen.to(weight)) / k
    return n_experts * torch.dot(f, torch.einsum("n,ne->e", weight, probs))
