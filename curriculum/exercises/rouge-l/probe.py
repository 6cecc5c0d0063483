"""Sentences of made-up words: gaps, changed order, repetitions, greedy traps; lengths differ, so P, R and F1 do."""

import math


def make_cases(rng):
    words = ["".join(chr(97 + int(i)) for i in rng.permutation(26)[:3]) for _ in range(60)]
    words = list(dict.fromkeys(words))

    def fresh(count):
        return [words.pop() for _ in range(count)]

    def drawn(count, kinds):
        return [f"w{i}" for i in rng.integers(0, kinds, count)]

    a, b, c, d, e, f, g = fresh(7)
    x, y, z = fresh(3)
    shuffled = [a, b, c, d, e, f, g]
    return {
        "gaps": [[a, x, b, c, y, d, z, e, f], [a, b, *fresh(2), c, d, e]],
        "order": [[g, f, a, e, b, d], [a, b, c, d, e, f, g]],
        "shuffled": [[shuffled[i] for i in rng.permutation(7)][:5], shuffled],
        "block": [[x, a, b, c, y, d, z, e], [a, d, e, f, g, b, c, *fresh(2)]],
        "repeats": [[a, a, a, b, a, c], [a, b, b, c]],
        "one twice": [[a, b, a], [a, a, a, a, c]],
        "greedy": [[e, a, b, c, d, x], [a, b, c, d, e]],
        "greedy back": [[a, b, c, d, e], [e, a, b, c, d, x, y]],
        "blocks": [[a, b, c, x, d, e, f, g, y], [d, e, f, g, a, x, y]],
        "same": [[a, b, c, d], [a, b, c, d]],
        "inside": [[b, d], [a, b, c, d, e]],
        "last": [[a, x, b], [c, b]],
        "prefixes": [["abcd", "cat", "dog"], ["abc", "d", "cats", "dog", "do"]],
        "as they are": [["The", "cat", "sat", "."], ["the", "cat", "sat.", "Cat"]],
        "nothing": [[a, b, c], [x, y]],
        "long": [drawn(110, 7), drawn(80, 7)],
        "longer": [drawn(37, 3), drawn(95, 4)],
        "words": [a, b],
    }


def observe(module, inputs, device):
    def rouge(*names):
        return {name: score(*inputs[name]) for name in names}

    def score(hyp, ref):
        found = module.rouge_l(list(hyp), list(ref))
        return [float(value) for value in found] if isinstance(found, list | tuple) else found

    def safe(hyp, ref):
        try:
            return score(hyp, ref)
        except ArithmeticError as error:
            return type(error).__name__

    def empty():
        some = inputs["words"]
        return {"hyp empty": safe([], some), "ref empty": safe(some, []), "both empty": safe([], [])}

    def exchanged():
        found = {}
        for name in ("gaps", "block", "long"):
            one, other = score(*inputs[name]), score(*reversed(inputs[name]))
            found[name] = all(math.isclose(a, b) for a, b in zip(one, [other[1], other[0], other[2]], strict=True))
        return found

    def input_kept():
        hyp, ref = list(inputs["long"][0]), list(inputs["long"][1])
        module.rouge_l(hyp, ref)
        return [hyp, ref] == list(inputs["long"])

    return {
        "gaps": lambda: rouge("gaps", "inside"),
        "order": lambda: rouge("order", "shuffled"),
        "subsequence": lambda: rouge("block", "last"),
        "repeats": lambda: rouge("repeats", "one twice"),
        "best": lambda: rouge("greedy", "greedy back", "blocks"),
        "tokens": lambda: rouge("prefixes", "as they are"),
        "same": lambda: rouge("same"),
        "long": lambda: rouge("long", "longer"),
        "nothing": lambda: {"nothing in common": safe(*inputs["nothing"])},
        "empty": empty,
        "exchanged": exchanged,
        "input-kept": input_kept,
    }
