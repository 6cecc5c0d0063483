import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import Dataset


class TextDataset(Dataset):
    def __init__(self, ids, labels):
        self.ids, self.labels = ids, labels

    def __len__(self):
        return len(self.ids)

    def __getitem__(self, i):
        return {"input_ids": torch.tensor(self.ids[i]), "labels": torch.tensor(self.labels[i])}


def collate(batch, pad_id):
    x = pad_sequence([b["input_ids"] for b in batch], True, pad_id)
    y = pad_sequence([b["labels"] for b in batch], True, -100)
    m = torch.zeros(x.shape)
    for i, b in enumerate(batch):
        m[i, : len(b["labels"])] = 1
    return {"input_ids": x, "attention_mask": m, "labels": y}
