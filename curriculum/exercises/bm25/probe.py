"""Documents of different lengths over invented words; k1 and b are far from 1 and from each other."""


def make_cases(rng):
    names = ["".join(chr(97 + int(i)) for i in rng.permutation(26)[:4]) for _ in range(40)]
    words = list(dict.fromkeys(names))[:30]

    def drawn(count, kinds):
        return [words[i] for i in rng.integers(0, kinds, count)]

    rare, common, twice, filler, pad, more = words[:6]
    many = int(rng.integers(6, 9))
    short = [
        [rare, common],
        [common, filler, filler],
        [filler, pad, pad, common],
        [pad],
        [more, filler, pad, more, pad],
    ]
    docs = [drawn(length, 16) for length in (9, 23, 4, 14, 31, 6, 17)]
    return {
        "small": [[rare, common], short],
        "frequencies": [[twice], [[twice] * n + [filler] * (12 - n) for n in (1, 2, 4, many)] + [[pad] * 12] * 5],
        "lengths": [[rare], [[rare, *[pad, more] * n] for n in (1, 3, 5, 12)] + [[filler, pad]] * 4],
        "everywhere": [[common, rare], [[common, filler], [common, common, pad], [common, rare, pad, pad], [common]]],
        "random": [[words[i] for i in rng.permutation(14)[:5]], docs],
        "repeated": [[docs[0][0], docs[1][0], docs[0][0], docs[2][1], docs[0][0]], docs],
        "unseen": [["qqqqq", docs[3][2], "zzzzz"], docs],
        "inside": [
            ["cat", "dog"],
            [["catalog", "dog"], ["cat", "dogs", "concat"], ["cat", "cat", "og"], ["bird"] * 4, ["Cat", "bird"]],
        ],
        "with empty": [[docs[0][1], docs[4][3]], [docs[0], [], docs[4], docs[2]]],
    }


def observe(module, inputs, device):
    def scores(name, *parameters, **named):
        query, docs = inputs[name]
        return given(query, docs, *parameters, **named)

    def given(query, docs, *parameters, **named):
        found = module.bm25_scores(list(query), [list(doc) for doc in docs], *parameters, **named)
        return [float(value) for value in found]

    def safe(query, docs):
        try:
            return given(query, docs)
        except (ArithmeticError, ValueError, KeyError) as error:
            return type(error).__name__

    def lengths():
        return {f"b = {b}": scores("lengths", b=b) for b in (0.75, 0.3, 1.0, 0.0)}

    def parameters():
        return {
            "k1 = 0.4, b = 0.2": scores("random", 0.4, 0.2),
            "k1 = 2.8, b = 0.9": scores("random", k1=2.8, b=0.9),
            "k1 = 0": scores("random", k1=0.0),
        }

    def empties():
        docs = inputs["random"][1]
        return {
            "an empty document": safe(*inputs["with empty"]),
            "an empty query": safe([], docs),
            "nothing but empty documents": safe(["a"], [[], []]),
            "no documents": safe(["a"], []),
            "one document": safe(["a"], [["a", "b"]]),
        }

    def ranking():
        query, docs = inputs["random"]
        forth, back = given(query, docs), given(query, docs[::-1])[::-1]
        return {"order of documents": [abs(a - b) < 1e-9 for a, b in zip(forth, back, strict=True)]}

    def input_kept():
        query, docs = list(inputs["repeated"][0]), [list(doc) for doc in inputs["repeated"][1]]
        module.bm25_scores(query, docs)
        return [query, docs] == list(inputs["repeated"])

    return {
        "small": lambda: scores("small"),
        "saturation": lambda: scores("frequencies"),
        "lengths": lengths,
        "everywhere": lambda: scores("everywhere"),
        "parameters": parameters,
        "random": lambda: scores("random"),
        "repeated": lambda: scores("repeated"),
        "unseen": lambda: {"unseen tokens": safe(*inputs["unseen"])},
        "tokens": lambda: scores("inside"),
        "empties": empties,
        "ranking": ranking,
        "input-kept": input_kept,
    }
