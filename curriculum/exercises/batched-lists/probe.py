"""Lists of distinct numbers, so that every lost, doubled or moved element shows; endless loops are stopped."""


class Endless(Exception):
    """Somebody goes round in circles."""


class Watched(list):
    """A list that counts how often it is asked, and so are its slices; a loop that never ends is stopped."""

    def __init__(self, items, asked=None):
        super().__init__(items)
        self.asked = [0] if asked is None else asked

    def _count(self):
        self.asked[0] += 1
        if self.asked[0] > 1000:
            raise Endless("the loop never ends")

    def __len__(self):
        self._count()
        return super().__len__()

    def __bool__(self):
        return len(self) > 0

    def __getitem__(self, index):
        self._count()
        item = super().__getitem__(index)
        return Watched(item, self.asked) if isinstance(index, slice) else item


def make_cases(rng):
    size = int(rng.integers(3, 6))
    count = int(rng.integers(2, 5))
    numbers = [int(n) for n in rng.permutation(100)]
    return {
        "size": size,
        "ragged": numbers[: count * size + int(rng.integers(1, size))],
        "exact": numbers[: count * size],
    }


def observe(module, inputs, device):
    size, ragged, exact = inputs["size"], inputs["ragged"], inputs["exact"]

    def split(xs, size, **options):
        return [list(batch) for batch in module.batched(list(xs), size, **options)]

    def edges():
        few = ragged[:2]
        return {
            "empty": split([], size),
            "empty, drop_last": split([], size, drop_last=True),
            "size above length": split(few, size),
            "size above length, drop_last": split(few, size, drop_last=True),
            "size 1": split(few, 1),
            "size = length": split(exact, len(exact), drop_last=True),
        }

    def kinds():
        batches = module.batched(list(ragged), size)
        inner = [isinstance(batch, list) for batch in batches]
        return {"result is a list": isinstance(batches, list), "batches are lists": all(inner)}

    def outcome(size, xs=ragged):
        try:
            module.batched(Watched(xs), size)
        except Endless:
            return "never ends"
        except Exception as error:
            return type(error).__name__
        return "no error"

    def input_kept():
        xs = list(ragged[:size])
        batches = list(module.batched(xs, size))
        after_call = list(xs)
        for batch in batches:
            if isinstance(batch, list):
                batch.clear()
        return {"after the call": after_call, "after changing the batches": xs}

    return {
        "short-tail": lambda: split(ragged, size),
        "exact": lambda: split(exact, size),
        "drop-last": lambda: split(ragged, size, drop_last=True),
        "drop-exact": lambda: split(exact, size, drop_last=True),
        "edges": edges,
        "kinds": kinds,
        "bad-size": lambda: {"size 0": outcome(0), "size -3": outcome(-3), "size 0, empty list": outcome(0, [])},
        "input-kept": input_kept,
    }
