"""A sentence of distinct tokens and one of three tokens that repeat; the order of the pairs is never looked at."""

WINDOW = 3


def make_cases(rng):
    length = int(rng.integers(11, 15))
    few = [int(n) for n in rng.permutation(50)[:3]]
    a, b, c = few
    # Neighbours that are equal, a word that comes back at every distance, and one that closes the sentence.
    repeats = [a, b, b, c, a, c, c, b, a] + [few[int(n)] for n in rng.integers(0, 3, 4)]
    return {"distinct": [int(n) + 1 for n in rng.permutation(90)[:length]], "repeats": repeats}


def observe(module, inputs, device):
    distinct, repeats = inputs["distinct"], inputs["repeats"]

    def pairs(ids, window):
        return sorted([list(pair) for pair in module.skipgram_pairs(list(ids), window)], key=repr)

    def of_centre(position):
        return [pair for pair in pairs(distinct, WINDOW) if pair[0] == distinct[position]]

    def small():
        return {
            "no words": pairs([], 2),
            "one word": pairs(distinct[:1], 2),
            "two words": pairs(distinct[:2], 1),
            "window 0": pairs(distinct, 0),
        }

    def both_ways():
        """How many pairs lack their mirror image, and how many pairs there are."""
        found = [tuple(pair) for pair in module.skipgram_pairs(list(distinct), WINDOW)]
        return {"pairs": len(found), "without its mirror": sum((b, a) not in found for a, b in found)}

    def kinds():
        found = module.skipgram_pairs(list(distinct), 1)
        inner = ["tuple" if isinstance(pair, tuple) else type(pair).__name__ for pair in found]
        return {"result": type(found).__name__, "pairs": sorted(set(inner))}

    def input_kept():
        ids = list(repeats)
        list(module.skipgram_pairs(ids, 2))
        return ids

    return {
        "middle": lambda: of_centre(len(distinct) // 2),
        "start": lambda: of_centre(0) + of_centre(1),
        "end": lambda: of_centre(-1) + of_centre(-2),
        "all": lambda: pairs(distinct, 2),
        "both-ways": both_ways,
        "window-one": lambda: pairs(distinct, 1),
        "wide-window": lambda: pairs(distinct[:5], 9),
        "repeats": lambda: pairs(repeats, 2),
        "small": small,
        "kinds": kinds,
        "input-kept": input_kept,
    }
