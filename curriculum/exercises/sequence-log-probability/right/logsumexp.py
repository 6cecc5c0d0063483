import torch


def seq_logp(logits, labels):
    """logit minus logsumexp, in float64; pads the labels instead of cutting the logits."""
    logits = logits.to(torch.float64)
    y = torch.cat([labels[:, 1:], torch.full_like(labels[:, :1], -100)], dim=1)
    chosen = torch.take_along_dim(logits, y.clamp_min(0)[..., None], dim=2)[..., 0]
    logp = chosen - torch.logsumexp(logits, dim=2)
    return torch.where(y == -100, torch.zeros_like(logp), logp).sum(1)
