import torch


def perplexity(nll, mask):
    entropy = torch.masked_select(nll, mask).mean()
    return float(torch.pow(torch.tensor(2.0), entropy))
