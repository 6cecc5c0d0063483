import torch


def mlm_mask(ids, special_mask, vocab, mask_id, p=0.15, gen=None):
    """One uniform number decides everything: below 0.8 p mask, below 0.9 p random, below p kept."""
    u = torch.rand(ids.shape, generator=gen).masked_fill(special_mask, 2.0)
    new = ids.clone()
    new[u < 0.8 * p] = mask_id
    swapped = (u >= 0.8 * p) & (u < 0.9 * p)
    new[swapped] = torch.randint(0, vocab, (int(swapped.sum()),), generator=gen)
    return new, ids.masked_fill(u >= p, -100)
