import torch


def mlm_mask(ids, special_mask, vocab, mask_id, p=0.15, gen=None):
    chosen = torch.bernoulli(torch.full(ids.shape, p), generator=gen).bool()
    chosen[special_mask] = False
    labels = torch.where(chosen, ids, torch.tensor(-100))
    out = ids.clone()
    strange = chosen & (torch.rand(ids.shape, generator=gen) > 0.9)
    out[strange] = torch.randint(0, vocab, (int(strange.sum()),), generator=gen)
    hidden = chosen & (torch.rand(ids.shape, generator=gen) > 0.2)  # overwrites most of the strange ones
    out[hidden] = mask_id
    return out, labels
