"""Whom leak-free-split agrees with: train_test_split, on distinct texts; and groups are never parted."""

import random
from collections import Counter
from types import ModuleType

from sklearn.model_selection import train_test_split


def agree(solution: ModuleType) -> None:
    labels = [0] * 40 + [1] * 16 + [2] * 4
    texts = [f"text {number}" for number in range(len(labels))]
    for frac in (0.25, 0.5):
        seed = random.randrange(10**6)
        ours = solution.split(texts, labels, frac, seed)
        theirs = train_test_split(range(len(texts)), test_size=frac, stratify=labels, random_state=seed)
        for part, wanted in zip(ours, theirs, strict=True):
            assert Counter(labels[i] for i in part) == Counter(labels[i] for i in wanted), "train_test_split"
    groups = [text for text in texts for _ in range(random.randint(1, 4))]
    train, val = solution.split(groups, [labels[texts.index(group)] for group in groups], 0.25, 1)
    assert sorted(train + val) == list(range(len(groups)))
    assert not {groups[i] for i in train} & {groups[i] for i in val}
