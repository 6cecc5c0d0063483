"""Small corpora of made-up words, one rule of BLEU in each; where a score must not be zero, long pieces match."""


def make_cases(rng):
    words = [chr(97 + int(a)) + chr(97 + int(b)) for a, b in (divmod(int(i), 26) for i in rng.permutation(676))]

    def fresh(count):
        return [words.pop() for _ in range(count)]

    def near(tokens, *gaps):  # other words at some places
        return [words.pop() if at in gaps else token for at, token in enumerate(tokens)]

    a, b, c, d, e = fresh(12), fresh(10), fresh(14), fresh(9), fresh(11)
    the, cat, sat, mat, *rest = fresh(8)
    noisy = [the, cat, the, cat, sat, the, cat, sat, mat, the, the]
    return {
        "one": [[near(a, 5)], [[a]]],
        "unigrams": [[[the, the, cat, the, the, the, sat]], [[[the, cat, sat, the, mat, *rest[:1]], [cat, *rest]]]],
        "clipped": [[noisy], [[[the, cat, sat, mat, the, *rest], [the, cat, the, cat, sat, rest[0]]]]],
        "two references": [[b[:5] + c[:6]], [[b[:6] + e[:4], e[:3] + c[:7], e[:11]]]],
        "short": [[a[:8], near(b, 4)], [[a], [b]]],
        "long": [[[*a, *fresh(3)], b], [[a], [b]]],
        "closest": [[c[:9], near(d, 8)], [[c, c[:11], c[:6]], [[*d, *fresh(2)], d[:5]]]],
        "ties": [[c[:9], near(e, 0)], [[[*c[:9], *fresh(3)], c[:6]], [e[:10], [*e, *fresh(1)]]]],
        "uneven": [[near(a, 2), near(c, 3, 9), d[:2]], [[a], [c], [d]]],
        "far apart": [[near(a, 5), near(e, 0, 2, 9)], [[a[:10]], [[*e, *fresh(5)]]]],
        "no four": [[near(a, 3, 7, 11)], [[a]]],
        "no words": [[fresh(6)], [[b]]],
        "too short": [[a[:3]], [[a[:3]]]],
        "silent": [[[], near(b, 1)], [[d[:2]], [b]]],
        "all silent": [[[]], [[a]]],
        "spelt": [[["ab", "c", *d]], [[["a", "bc", *d]]]],
        "perfect": [[a, b, c], [[e, a], [b], [c, d]]],
    }


def observe(module, inputs, device):
    def bleu(name, *n):
        hyps, refs = inputs[name]
        return float(module.corpus_bleu(hyps, refs, *n))

    def safe(name, *n):
        try:
            return bleu(name, *n)
        except (ValueError, ArithmeticError) as error:
            return type(error).__name__

    def input_kept():
        hyps, refs = inputs["closest"]
        before = repr([hyps, refs])
        module.corpus_bleu(hyps, refs)
        return repr([hyps, refs]) == before

    return {
        "one": lambda: bleu("one"),
        "clipped": lambda: {"order 1": bleu("unigrams", 1), "orders 1 to 4": bleu("clipped")},
        "references": lambda: {f"n = {n}": bleu("two references", n) for n in (1, 2, 4)},
        "short": lambda: bleu("short"),
        "long": lambda: bleu("long"),
        "closest": lambda: {"closest": bleu("closest"), "as close": bleu("ties")},
        "corpus": lambda: {"one short": bleu("uneven"), "one long, one short": bleu("far apart")},
        "orders": lambda: {f"n = {n}": bleu("uneven", n) for n in (1, 2, 3, 5)},
        "tokens": lambda: bleu("spelt"),
        "perfect": lambda: bleu("perfect"),
        "zero": lambda: {name: safe(name) for name in ("no four", "no words", "too short")},
        "empty": lambda: {name: safe(name) for name in ("silent", "all silent")},
        "input-kept": input_kept,
    }
