import torch


def seq_logp(logits, labels):
    logits = logits.float()
    z, y = logits[:, :-1], labels[:, 1:]
    mask = y != -100
    y = y.masked_fill(~mask, 0)
    logp = torch.log_softmax(z, dim=-1)
    picked = logp.gather(-1, y.unsqueeze(-1)).squeeze()
    return (picked * mask).sum(dim=-1)
