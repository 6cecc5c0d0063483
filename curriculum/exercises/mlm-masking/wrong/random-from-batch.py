import torch


def mlm_mask(ids, special_mask, vocab, mask_id, p=0.15, gen=None):
    new, labels = ids.clone(), ids.clone()
    chosen = (torch.rand(ids.shape, generator=gen) < p) & ~special_mask
    labels[~chosen] = -100
    masked = chosen & (torch.rand(ids.shape, generator=gen) < 0.8)
    random = chosen & ~masked & (torch.rand(ids.shape, generator=gen) < 0.5)
    words = ids.flatten()[torch.randint(ids.numel(), ids.shape, generator=gen)]
    new[masked] = mask_id
    new[random] = words[random]
    return new, labels
