import torch


def mlm_mask(ids, special_mask, vocab, mask_id, p=0.15, gen=None):
    """Chooses exactly a share p of each row, as BERT's own program did."""
    order = torch.rand(ids.shape, generator=gen).masked_fill(special_mask, 2.0).argsort(dim=1).argsort(dim=1)
    count = ((~special_mask).sum(1, keepdim=True) * p).round()
    chosen = order < count
    fate = torch.rand(ids.shape, generator=gen)
    words = torch.randint(vocab, ids.shape, generator=gen)
    new = torch.where(chosen & (fate < 0.8), torch.full_like(ids, mask_id), ids)
    new = torch.where(chosen & (fate >= 0.9), words, new)
    return new, torch.where(chosen, ids, torch.full_like(ids, -100))
