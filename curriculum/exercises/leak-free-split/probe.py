"""Three classes of 40, 16 and 2 distinct texts, sorted by class as files often are; some texts occur more than once."""

import random

import numpy as np

SIZES, FRAC = (40, 16, 2), 0.25


def make_cases(rng):
    words = [f"text {number}" for number in rng.permutation(1000)]
    texts, labels = [], []
    for label, size in enumerate(SIZES):
        own = [words.pop() for _ in range(size)]
        rows = own + [own[number] for number in range(0, size, 4) for _ in range(1 + number % 3)]
        rows = [rows[number] for number in rng.permutation(len(rows))]
        texts += rows
        labels += [label] * len(rows)
    return {"texts": texts, "labels": labels, "seed": int(rng.integers(0, 2**31))}


class Salted(str):
    """A text whose hash changes with the salt, as Python's own does from process to process."""

    salt = 0

    def __hash__(self):
        return hash((Salted.salt, str(self)))


def observe(module, inputs, device):
    texts, labels, seed = inputs["texts"], inputs["labels"], inputs["seed"]
    seeds = [seed + number for number in range(120)]

    def split(number=seed, frac=FRAC):
        train, val = module.split(list(texts), list(labels), frac, number)
        return [int(index) for index in train], [int(index) for index in val]

    def returned():
        found = module.split(list(texts), list(labels), FRAC, seed)
        inside = [isinstance(index, (int, np.integer)) and 0 <= index < len(texts) for part in found for index in part]
        return {"two parts": len(found), "indices": all(inside) and bool(inside)}

    def partition():
        train, val = split()
        return {
            "in both": len(set(train) & set(val)),
            "in neither": len(set(range(len(texts))) - set(train) - set(val)),
            "twice in one": len(train) + len(val) - len(set(train)) - len(set(val)),
        }

    def share():
        return float(np.mean([len(split(number)[1]) / len(texts) for number in seeds]))

    def together():
        """How many texts lie on both sides, in the worst of the splits."""
        found = [len({texts[i] for i in train} & {texts[i] for i in val}) for train, val in map(split, seeds)]
        return max(found) > 0

    def strata(frac=FRAC):
        """Whether the part of each class is right in all splits."""
        right = dict.fromkeys(range(len(SIZES)), True)
        for number in seeds:
            train, val = split(number, frac)
            for label, size in enumerate(SIZES):
                rows = [index for index in val if labels[index] == label]
                distinct = len({texts[index] for index in rows})
                by_text = abs(distinct - frac * size) <= 1
                by_row = abs(len(rows) - frac * labels.count(label)) <= 4  # a text occurs four times at most
                right[label] &= (by_text or by_row) and 1 <= distinct < size
        return {"the large classes": right[0] and right[1], "the class of two texts": right[2]}

    def texts_in_order():
        """The distinct texts of the largest class."""
        return list(dict.fromkeys(text for text, label in zip(texts, labels) if label == 0))

    def salted(salt):
        Salted.salt = salt
        _, val = module.split([Salted(text) for text in texts], list(labels), FRAC, seed)
        return {int(index) for index in val}

    def by_seed():
        splits = [tuple(map(frozenset, split(number))) for number in seeds]
        return {
            "the same seed, the same split": splits[0] == tuple(map(frozenset, split())),
            "also in another process": salted(1) == salted(2),
            "other seeds, other splits": len(set(splits)) > 60,
            "always the first": all(set(texts_in_order()[:5]) <= {texts[i] for i in val} for _, val in splits),
            "always the last": all(set(texts_in_order()[-5:]) <= {texts[i] for i in val} for _, val in splits),
        }

    def by_chance():
        """Whether every text of the two large classes is now on one side, now on the other."""
        sides = [set(split(seed + number)[1]) for number in range(150)]
        often = [sum(index in side for side in sides) / len(sides) for index in range(len(texts))]
        return {"never in validation": min(often) == 0, "always in validation": max(often) == 1}

    def globals_left():
        before = random.getstate(), np.random.get_state()[1].tolist()
        one = split()
        after = random.getstate(), np.random.get_state()[1].tolist()
        random.seed(12345)
        np.random.seed(12345)
        other = split()
        return {
            "random is left alone": before[0] == after[0],
            "np.random is left alone": before[1] == after[1],
            "they have no say": list(map(set, one)) == list(map(set, other)),
        }

    def left_alone():
        given = list(texts), list(labels)
        module.split(*given, FRAC, seed)
        return [given[0] == texts, given[1] == labels]

    return {
        "returned": returned,
        "partition": partition,
        "share": share,
        "together": together,
        "strata": strata,
        "half": lambda: strata(0.5),
        "chance": by_chance,
        "seed": by_seed,
        "globals": globals_left,
        "left-alone": left_alone,
    }
