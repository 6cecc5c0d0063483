import torch
from torch import Tensor
from torch.utils.data import Dataset


class TextDataset(Dataset):
    """Token sequences with one label for each token, as tensors, one example at a time."""

    def __init__(self, ids: list[list[int]], labels: list[list[int]]) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def __getitem__(self, index: int) -> dict[str, Tensor]:
        """Return {"input_ids", "labels"}, int64 tensors (T,). Raises IndexError beyond the last example."""
        raise NotImplementedError


def collate(batch: list[dict[str, Tensor]], pad_id: int) -> dict[str, Tensor]:
    """Pad examples on the right to the longest of the batch.

    Returns {"input_ids", "attention_mask", "labels"}, int64 tensors (B, T): pad_id, 0 and -100 where there is padding.
    """
    raise NotImplementedError
