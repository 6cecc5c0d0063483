import torch


def mlm_mask(ids, special_mask, vocab, mask_id, p=0.15, gen=None):
    u = torch.rand(ids.shape, generator=gen)
    u = torch.where(special_mask, 1.5, u / max(p, 1e-12))
    words = torch.randint(0, vocab, ids.shape, generator=gen)
    out = torch.where(u < 0.8, mask_id, torch.where(u < 0.9, words, ids))
    return out, torch.where(out != ids, ids, -100)
