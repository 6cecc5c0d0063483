import torch


def load_balancing_loss(router_logits, k, mask=None):
    """A 0/1 matrix of choices, averaged over the tokens."""
    keep = torch.arange(router_logits.shape[0]) if mask is None else mask.nonzero()[:, 0]
    z = router_logits.index_select(0, keep)
    p = (z - torch.logsumexp(z, 1, keepdim=True)).exp()
    hot = torch.zeros_like(p).scatter_(1, z.argsort(1, descending=True)[:, :k], 1.0)
    share, average = hot.sum(0) / hot.shape[0], p.sum(0) / p.shape[0]
    return p.shape[1] * (share @ average)
