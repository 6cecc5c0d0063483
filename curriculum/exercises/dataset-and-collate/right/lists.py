import torch


class TextDataset(torch.utils.data.Dataset):
    def __init__(self, ids, labels):
        self.examples = [{"input_ids": list(i), "labels": list(l)} for i, l in zip(ids, labels)]

    def __getitem__(self, index):
        return {name: torch.tensor(values) for name, values in self.examples[index].items()}

    def __len__(self):
        return len(self.examples)


def collate(batch, pad_id):
    """Python lists until the very end, and a mask of booleans."""
    rows = [(item["input_ids"].tolist(), item["labels"].tolist()) for item in batch]
    width = max(len(ids) for ids, _ in rows)
    rooms = [width - len(ids) for ids, _ in rows]
    return {
        "labels": torch.tensor([labels + [-100] * room for (_, labels), room in zip(rows, rooms)]),
        "input_ids": torch.tensor([ids + [pad_id] * room for (ids, _), room in zip(rows, rooms)]),
        "attention_mask": torch.tensor([[True] * (width - room) + [False] * room for room in rooms]),
    }
