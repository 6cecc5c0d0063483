import torch


def clip_loss(img, txt, logit_scale):
    """The formula as it stands: log-sum-exp of rows and of columns, less the diagonal."""
    u = img / img.pow(2).sum(-1, keepdim=True).sqrt()
    v = txt / txt.pow(2).sum(-1, keepdim=True).sqrt()
    s = torch.einsum("id,jd->ij", u, v) * torch.exp(logit_scale)
    return (0.5 * s.logsumexp(1) + 0.5 * s.logsumexp(0) - s.diag()).mean()
