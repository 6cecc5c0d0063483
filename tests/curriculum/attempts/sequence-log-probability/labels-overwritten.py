import torch


def seq_logp(logits, labels):
    keep = labels != -100
    labels[labels == -100] = 0
    each = torch.log_softmax(logits.double()[:, :-1], 2)
    each = torch.take_along_dim(each, labels[:, 1:, None], 2).squeeze(2)
    return torch.einsum("bt,bt->b", each, keep[:, 1:].to(each.dtype))
