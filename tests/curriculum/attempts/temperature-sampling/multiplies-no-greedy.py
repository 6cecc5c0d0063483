import torch


def sample(logits, temperature, gen):
    scores = torch.mul(logits, temperature)
    probabilities = torch.exp(scores - torch.logsumexp(scores, dim=1, keepdim=True))
    edges = torch.cumsum(probabilities, dim=1)
    thrown = torch.rand(scores.shape[0], generator=gen, dtype=scores.dtype)
    return (edges[:, :-1] <= thrown[:, None]).long().sum(dim=1)
