import torch
import torch.nn.functional as F
from torch.utils.data import Dataset


class TextDataset(Dataset):
    """All examples in one long tensor, cut at offsets."""

    def __init__(self, ids, labels):
        self.flat = torch.tensor([[token for row in rows for token in row] for rows in (ids, labels)])
        self.ends = torch.tensor([0] + [len(row) for row in ids]).cumsum(0).tolist()

    def __len__(self):
        return len(self.ends) - 1

    def __getitem__(self, index):
        if index >= len(self):
            raise IndexError("no such example")
        ids, labels = self.flat[:, self.ends[index] : self.ends[index + 1]].clone()
        return dict(input_ids=ids, labels=labels)


def collate(batch, pad_id):
    lengths = torch.tensor([len(item["labels"]) for item in batch])
    width = int(lengths.max())

    def padded(name, value):
        return torch.stack([F.pad(item[name], (0, width - len(item[name])), value=value) for item in batch])

    real = torch.arange(width)[None] < lengths[:, None]
    return {"input_ids": padded("input_ids", pad_id), "attention_mask": real.long(), "labels": padded("labels", -100)}
