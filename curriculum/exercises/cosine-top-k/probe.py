"""Vectors of very different lengths; where similarities tie they do so in every way of computing them."""

import warnings

import numpy as np

N, D, K = 23, 6, 5


def make_cases(rng):
    def cosines(query, docs):
        return docs @ query / np.linalg.norm(docs, axis=1) / np.linalg.norm(query)

    def apart(count=N, dims=D, gap=1e-3):  # similarities so far apart that rounding cannot exchange two of them
        while True:
            query = rng.standard_normal(dims) * 3
            docs = rng.standard_normal((count, dims)) * rng.uniform(0.2, 9, (count, 1))
            if np.diff(np.sort(cosines(query, docs))).min() > gap:
                return {"query": query, "docs": docs}

    plain = apart()
    some_zero = {"query": plain["query"], "docs": plain["docs"].copy()}
    some_zero["docs"][[2, 11]] = 0.0
    axes = rng.integers(0, 3, 90)  # one-hot rows: exact ties, however they are added up
    tied = {"query": np.array([0.75, 0.5, 0.25, 0.0]), "docs": np.eye(4)[axes]}
    single = apart(7, 4)
    return {
        "plain": plain,
        "small": apart(4, 3),
        "many": apart(1000, 5, 1e-6),
        "some zero": some_zero,
        "tied": tied,
        "float32": {name: value.astype(np.float32) for name, value in single.items()},
    }


def observe(module, inputs, device):
    def top(case, k, scale=1.0):
        query, docs = case["query"], case["docs"]
        return found(query * query.dtype.type(scale), docs, k)

    def found(query, docs, k):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a division by zero shows in its result
            indices, scores = module.top_k(query.copy(), np.array(docs), k)
        return {"indices": [int(i) for i in np.asarray(indices)], "scores": [float(s) for s in np.asarray(scores)]}

    def safe(query, docs, k):
        try:
            return found(query, docs, k)
        except (ValueError, IndexError, ArithmeticError) as error:
            return type(error).__name__

    plain, small, zeros, tied = (inputs[name] for name in ("plain", "small", "some zero", "tied"))

    def whole():
        return {
            "k = n": safe(small["query"], small["docs"], 4),
            "k > n": safe(small["query"], small["docs"], 9),
            "one document": safe(small["query"], small["docs"][:1], 3),
        }

    def zero_vectors():
        nothing = np.zeros(D)
        return {
            "zero documents": found(zeros["query"], zeros["docs"], N),
            "a zero query": found(nothing, zeros["docs"], 4),
        }

    def scaled():
        stretched = plain["docs"] * 2.0 ** (np.arange(N) % 7 - 3)[:, None]
        return {
            "longer query": top(plain, K, 8.0),
            "other lengths": found(plain["query"], stretched, K),
            "tiny vectors": found(plain["query"] * 2.0**-20, plain["docs"] * 2.0**-20, K),
        }

    def input_kept():
        query, docs = plain["query"].copy(), plain["docs"].copy()
        module.top_k(query, docs, K)
        return bool((query == plain["query"]).all() and (docs == plain["docs"]).all())

    def strided():
        wide = np.zeros((D, 2 * N))
        wide[:, ::2] = plain["docs"].T
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            indices, scores = module.top_k(plain["query"], wide[:, ::2].T, K)
        return {"indices": [int(i) for i in np.asarray(indices)], "scores": [float(s) for s in np.asarray(scores)]}

    return {
        "top": lambda: top(plain, K),
        "first": lambda: top(plain, 1),
        "many": lambda: top(inputs["many"], 400),
        "all": whole,
        "ties": lambda: {f"k = {k}": top(tied, k) for k in (7, 40, 90)},
        "zero-vectors": zero_vectors,
        "scale": scaled,
        "float32": lambda: top(inputs["float32"], 3),
        "strided": strided,
        "input-kept": input_kept,
    }
