import torch


class TextDataset(torch.utils.data.Dataset):
    def __init__(self, ids, labels):
        self.x, self.y = ids, labels

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return {"input_ids": torch.tensor(self.x[i]), "labels": torch.tensor(self.y[i])}


def collate(batch, pad_id):
    n = max(map(lambda e: e["input_ids"].numel(), batch))

    def stack(key):
        return torch.stack([torch.cat([e[key], e[key].new_full((n - e[key].numel(),), pad_id)]) for e in batch])

    ids, labels = stack("input_ids"), stack("labels")
    labels[ids.eq(pad_id)] = -100
    return {"input_ids": ids, "attention_mask": ids.ne(pad_id), "labels": labels}
