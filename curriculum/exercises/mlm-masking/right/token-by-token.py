import torch


def mlm_mask(ids, special_mask, vocab, mask_id, p=0.15, gen=None):
    draws = torch.rand(2, *ids.shape, generator=gen).tolist()
    words = torch.randint(vocab, ids.shape, generator=gen).tolist()
    new, labels = ids.tolist(), [[-100] * ids.shape[1] for _ in range(ids.shape[0])]
    for b, row in enumerate(special_mask.tolist()):
        for t, special in enumerate(row):
            if special or draws[0][b][t] >= p:
                continue
            labels[b][t] = new[b][t]
            if draws[1][b][t] < 0.8:
                new[b][t] = mask_id
            elif draws[1][b][t] < 0.9:
                new[b][t] = words[b][t]
    return torch.tensor(new), torch.tensor(labels)
