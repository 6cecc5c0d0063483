import torch
from torch import Tensor


def mlm_mask(ids: Tensor, special_mask: Tensor, vocab: int, mask_id: int, p: float = 0.15, gen=None):
    labels = ids.clone()
    probability = torch.full(labels.shape, p).masked_fill_(special_mask, 0.0)
    chosen = torch.bernoulli(probability, generator=gen).bool()
    labels[~chosen] = -100
    fate = torch.multinomial(torch.tensor([0.8, 0.1, 0.1]), ids.numel(), replacement=True, generator=gen)
    fate = fate.view(ids.shape)
    out = ids.clone()
    out[chosen & (fate == 0)] = mask_id
    strange = chosen & (fate == 1)
    out[strange] = torch.randint(vocab, ids.shape, generator=gen)[strange]
    return out, labels
