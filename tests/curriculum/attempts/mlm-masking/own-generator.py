import torch


def mlm_mask(ids, special_mask, vocab, mask_id, p=0.15, gen=None):
    gen = gen or torch.Generator().manual_seed(0)
    prob = torch.full(ids.shape, p).masked_fill_(special_mask, 0.0)
    chosen = torch.bernoulli(prob, generator=gen).bool()
    labels = torch.where(chosen, ids, -100)
    new = ids.clone()
    replace = torch.bernoulli(torch.full(ids.shape, 0.8), generator=gen).bool() & chosen
    new[replace] = mask_id
    rand = torch.bernoulli(torch.full(ids.shape, 0.5), generator=gen).bool() & chosen & ~replace
    words = torch.randint(vocab, ids.shape, generator=gen, dtype=torch.long)
    new[rand] = words[rand]
    return new, labels
