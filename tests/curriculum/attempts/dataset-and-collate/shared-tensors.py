import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import Dataset


class TextDataset(Dataset):
    def __init__(self, ids, labels):
        self.pairs = [(torch.tensor(a), torch.tensor(b)) for a, b in zip(ids, labels, strict=True)]

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, index):
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        ids, labels = self.pairs[index]
        return {"input_ids": ids, "labels": labels}


def collate(batch, pad_id):
    ids = [item["input_ids"] for item in batch]
    mask = [torch.ones_like(item) for item in ids]
    return {
        "input_ids": pad_sequence(ids, batch_first=True, padding_value=pad_id),
        "attention_mask": pad_sequence(mask, batch_first=True),
        "labels": pad_sequence([item["labels"] for item in batch], batch_first=True, padding_value=-100),
    }
