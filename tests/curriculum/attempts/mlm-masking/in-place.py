import torch


def mlm_mask(ids, special_mask, vocab, mask_id, p=0.15, gen=None):
    scores = torch.rand(ids.size(), generator=gen)
    scores[special_mask] = 1.0
    picked = scores < p
    labels = ids * picked + -100 * ~picked
    dice = torch.randint(0, 10, ids.size(), generator=gen)
    ids.masked_fill_(picked & (dice < 8), mask_id)
    strange = picked & (dice == 8)
    ids[strange] = torch.randint(0, vocab, ids.size(), generator=gen)[strange]
    return ids, labels
