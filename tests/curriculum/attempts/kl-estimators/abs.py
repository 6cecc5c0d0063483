import torch


class Estimator:
    def k1(self, d):
        return torch.abs(d)

    def k2(self, d):
        return torch.pow(d, 2) / 2.0

    def k3(self, d):
        return torch.exp(d) - d - 1.0


def kl(logp, logq, kind, mask=None):
    each = getattr(Estimator(), kind)(logq - logp)
    if mask is None:
        return each.mean()
    picked = torch.masked_select(each, mask)
    return picked.sum() / max(len(picked), 1)
