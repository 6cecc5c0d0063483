"""Merges over letters drawn anew, one trap in each; none of the answers hangs on whether a merge is applied
everywhere at once or one occurrence at a time, from the left."""

LETTERS = "abcdefghijklmnopqrstuvwxyz学习模型é茶"


def make_cases(rng):
    def letters(count):
        return [LETTERS[i] for i in rng.permutation(len(LETTERS))[:count]]

    a, b, c, d, e, f, x, y = letters(8)
    trained = [[a, b], [c, d], [a + b, c], [e, f], [b, e], [c + d, e + f], [a + b, e], [f, a + b], [d, c + d]]
    text = [[a, b, c, d, e, f, a, b, c, e, x][i] for i in rng.integers(0, 11, 90)]
    words = ["".join(text[at : at + 15]) for at in range(0, 90, 15)]
    return {
        "simple": [[[a, b], [a + b, c]], [a + b + c, a + b + d, d + a + b + c, c + b + a]],
        "rank": [[[b, c], [a, b]], [a + b + c, d + a + b + c + b, a + b + a + b + c]],
        "chain": [[[b, c], [a, b + c], [a, b]], [a + b + c + d, a + b + d]],
        "early": [[[a, b], [b, c], [c, d]], [a + b + c, a + b + c + d, b + c + d]],
        "longer": [[[c, d], [a, b], [b, c + d]], [c + d + x + a + b + c + d, x + a + b + c + d]],
        "cascade": [[[c, d], [a, b], [a + b, c]], [a + b + c + d, x + a + b + c + d + y]],
        "whole": [[[b, c], [a, b], [a + b, c]], [a + b + c, a + b + c + d, a + b + d]],
        "everywhere": [[[a, b], [a + b, c], [d, e]], [(a + b) * 3, a + b + d + a + b + c + d + e + a + b + c]],
        "repeats": [[[a, a], [b, a + a]], [a * 3, a * 5, b + a * 3, a * 4]],
        "doubled": [[[a, a], [a + a, a + a]], [a * 4, a * 5, a * 7]],
        "symbols": [[[x, a], [a, b], [y, x]], [x + a + b, a + b + x + a, y + x + a + b, y + x + b]],
        "again": [[[a + b + c, d], [a + b, c], [a, b]], [a + b + c, a + b + c + d, x + a + b + c + d + y]],
        "first-again": [[[a + b, c], [a, b], [c, d]], [a + b + c + d, x + a + b + c + d, b + c + d]],
        "unknown": [[[a, b]], [x + y, x + a + b + y, y + a + x + b, "K" + a + b + "K"]],
        "short": [[[a, b]], ["", a, x, a + b]],
        "bare": [[], [a + b + c, ""]],
        "trained": [trained, words],
    }


def observe(module, inputs, device):
    def encode(word, merges):
        found = module.bpe_encode(word, [tuple(pair) for pair in merges])
        return list(found) if isinstance(found, list | tuple) else found

    def tokens(*names):
        return [[encode(word, inputs[name][0]) for word in inputs[name][1]] for name in names]

    def joined():
        merges, words = inputs["trained"]
        return ["".join(encode(word, merges)) == word for word in words]

    def input_kept():
        merges = [tuple(pair) for pair in inputs["trained"][0]]
        for word in inputs["trained"][1]:
            module.bpe_encode(word, merges)
        return merges == [tuple(pair) for pair in inputs["trained"][0]]

    return {
        "simple": lambda: tokens("simple"),
        "rank": lambda: tokens("rank", "chain", "early", "longer", "cascade"),
        "pairs": lambda: tokens("whole"),
        "everywhere": lambda: tokens("everywhere"),
        "repeats": lambda: tokens("repeats", "doubled"),
        "symbols": lambda: tokens("symbols"),
        "again": lambda: tokens("again", "first-again"),
        "unknown": lambda: tokens("unknown"),
        "short": lambda: tokens("short"),
        "bare": lambda: tokens("bare"),
        "trained": lambda: tokens("trained"),
        "joined": joined,
        "input-kept": input_kept,
    }
