"""Whom dataset-and-collate agrees with."""

import random
from types import ModuleType

import torch
from tokenizers import Tokenizer, models
from torch.nn.utils.rnn import pad_sequence
from transformers import DataCollatorForTokenClassification, PreTrainedTokenizerFast


def agree(solution: ModuleType) -> None:
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer(models.WordLevel({"<pad>": 0}, "<pad>")), pad_token="<pad>"
    )
    ids = [[random.randint(1, 40) for _ in range(length)] for length in (4, 6, 1, 9, 3)]
    labels = [[random.randint(0, 8) for _ in row] for row in ids]
    dataset = solution.TextDataset(ids, labels)
    theirs = DataCollatorForTokenClassification(tokenizer)
    for batch in ([0, 1, 2], [3], [4, 2]):
        ours = solution.collate([dataset[index] for index in batch], pad_id=0)
        wanted = theirs([{"input_ids": ids[index], "labels": labels[index]} for index in batch])
        for name in ("input_ids", "attention_mask", "labels"):
            assert torch.equal(ours[name], wanted[name]), f"DataCollatorForTokenClassification, {name}"
        rows = [torch.tensor(ids[index]) for index in batch]
        again = solution.collate([dataset[index] for index in batch], pad_id=7)["input_ids"]
        assert torch.equal(again, pad_sequence(rows, batch_first=True, padding_value=7)), "pad_sequence"
