import torch
from torch import Tensor
from torch.utils.data import Dataset


class TextDataset(Dataset):
    def __init__(self, ids: list[list[int]], labels: list[list[int]]) -> None:
        self.ids = ids
        self.labels = labels

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, index: int) -> dict[str, Tensor]:
        ids, labels = (self.ids[index], self.labels[index])
        return {"input_ids": torch.tensor(ids), "labels": torch.tensor(labels)}


def collate(batch: list[dict[str, Tensor]], pad_id: int) -> dict[str, Tensor]:
    batch.sort(key=lambda example: len(example["input_ids"]), reverse=True)
    longest = max((len(example["input_ids"]) for example in batch))
    shape = (len(batch), longest)
    ids = torch.full(shape, pad_id)
    mask = torch.zeros(shape, dtype=torch.long)
    labels = torch.full(shape, -100)
    for row, example in enumerate(batch):
        length = len(example["input_ids"])
        ids[row, :length] = example["input_ids"]
        mask[row, :length] = 1
        labels[row, :length] = example["labels"]
    return {"input_ids": ids, "attention_mask": mask, "labels": labels}
