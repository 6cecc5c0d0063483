"""Sequences of 1 to 9 tokens. The end-of-text token 7 also serves for padding, as in GPT-2, and some tokens that count
have label -100 or 0, so that what is padding can be told by position only.
"""

import copy
from functools import partial

import torch
from torch.utils.data import DataLoader

PAD = 7
LENGTHS = (4, 6, 2, 5, 9, 1, 3)


def make_cases(rng):
    ids = [[int(token) for token in rng.integers(10, 50, length)] for length in LENGTHS]
    labels = [[int(label) for label in rng.integers(0, 9, length)] for length in LENGTHS]
    for one, other in zip(ids, labels):
        one[-1] = PAD  # ends with end-of-text, which is to be learnt
        other[0] = -100  # a prompt, which is not
        other[-1] = 8
    ids[1][2], labels[3][1] = PAD, 0
    order = [int(number) for number in rng.permutation(3)]
    return {"ids": ids, "labels": labels, "order": order}


def observe(module, inputs, device):
    ids, labels = inputs["ids"], inputs["labels"]

    def dataset():
        return module.TextDataset(ids, labels)

    def example(index):
        return {"input_ids": torch.tensor(ids[index]), "labels": torch.tensor(labels[index])}

    def batch_of(*indices, pad_id=PAD):
        """What collate makes of examples that are ours."""
        return module.collate([example(index) for index in indices], pad_id)

    def part(name, *indices, **options):
        found = batch_of(*indices, **options)[name]
        if name == "attention_mask" and isinstance(found, torch.Tensor) and found.dtype == torch.bool:
            return found.long()  # booleans say the same
        return found

    def length():
        return [len(dataset()), len(module.TextDataset(ids[:2], labels[:2]))]

    def items():
        made = dataset()
        found = [{name: made[index][name] for name in ("input_ids", "labels")} for index in (0, 4, 5)]
        return {
            "examples": found,
            "dtypes": sorted({str(torch.as_tensor(t).dtype) for one in found for t in one.values()}),
        }

    def beyond():
        made = dataset()
        found = {}
        for index in (len(ids), len(ids) + 3):
            try:
                found[f"index {index} of {len(ids)}"] = f"returned a {type(made[index]).__name__}"
            except Exception as error:
                found[f"index {index} of {len(ids)}"] = type(error).__name__
        return found

    def pure():
        before = copy.deepcopy((ids, labels))
        made = dataset()
        first = [made[index] for index in (2, 0, 2)]
        again = {name: torch.as_tensor(tensor).clone() for name, tensor in made[2].items()}
        for item in first:
            for tensor in item.values():
                if isinstance(tensor, torch.Tensor):
                    tensor.fill_(99)  # whoever gets an example may do with it what they like
        second = made[2]
        return {
            "the lists are as before": before == (ids, labels),
            "the same example again": all(torch.equal(again[name], torch.as_tensor(second[name])) for name in again),
        }

    def keys():
        batch = batch_of(0, 1)
        return {"keys": sorted(batch), "dtypes": [str(batch[name].dtype) for name in ("input_ids", "labels")]}

    def left_alone():
        batch = [example(index) for index in (2, 1, 3)]
        held = list(batch)
        before = copy.deepcopy(batch)
        module.collate(batch, PAD)
        return {
            "the list": len(batch) == 3 and all(now is there for now, there in zip(batch, held)),
            "the examples": all(
                now.keys() == was.keys() and all(torch.equal(now[name], was[name]) for name in was)
                for now, was in zip(held, before)
            ),
        }

    def loaded():
        loader = DataLoader(dataset(), batch_size=3, collate_fn=partial(module.collate, pad_id=PAD))
        return [{name: batch[name].long() for name in ("input_ids", "attention_mask", "labels")} for batch in loader]

    order = inputs["order"]
    return {
        "length": length,
        "items": items,
        "beyond": beyond,
        "pure": pure,
        "input-ids": lambda: part("input_ids", *order),
        "attention-mask": lambda: part("attention_mask", *order),
        "labels": lambda: part("labels", *order),
        "other-pad": lambda: {name: part(name, 5, 0, pad_id=3) for name in ("input_ids", "attention_mask", "labels")},
        "alone": lambda: {name: part(name, 5) for name in ("input_ids", "attention_mask", "labels")},
        "keys": keys,
        "left-alone": left_alone,
        "loader": loaded,
    }
