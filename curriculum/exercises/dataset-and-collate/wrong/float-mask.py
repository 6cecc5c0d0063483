import torch
from torch import Tensor
from torch.utils.data import Dataset


class TextDataset(Dataset):
    """Token sequences with one label for each token, as tensors, one example at a time."""

    def __init__(self, ids: list[list[int]], labels: list[list[int]]) -> None:
        self.ids = ids
        self.labels = labels

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, index: int) -> dict[str, Tensor]:
        """Return {"input_ids", "labels"}, int64 tensors (T,). Raises IndexError beyond the last example."""
        ids, labels = self.ids[index], self.labels[index]  # a list raises IndexError by itself
        return {"input_ids": torch.tensor(ids), "labels": torch.tensor(labels)}


def collate(batch: list[dict[str, Tensor]], pad_id: int) -> dict[str, Tensor]:
    """Pad examples on the right to the longest of the batch.

    Returns {"input_ids", "attention_mask", "labels"}, int64 tensors (B, T): pad_id, 0 and -100 where there is padding.
    """
    longest = max(len(example["input_ids"]) for example in batch)
    shape = (len(batch), longest)
    ids = torch.full(shape, pad_id)
    mask = torch.zeros(shape)
    labels = torch.full(shape, -100)
    for row, example in enumerate(batch):
        length = len(example["input_ids"])
        ids[row, :length] = example["input_ids"]
        mask[row, :length] = 1
        labels[row, :length] = example["labels"]
    return {"input_ids": ids, "attention_mask": mask, "labels": labels}
