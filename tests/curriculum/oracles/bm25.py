"""Whom bm25 agrees with."""

import random
from types import ModuleType

import numpy as np


def agree(solution: ModuleType) -> None:
    """The closed form over counts that scikit-learn made."""
    from sklearn.feature_extraction.text import CountVectorizer

    for _ in range(40):
        docs = [random.choices("abcdefgh", k=random.randrange(1, 20)) for _ in range(random.randrange(2, 9))]
        query = random.choices("abcdefghxyz", k=random.randrange(1, 7))
        k1, b = random.uniform(0.1, 3), random.random()
        vectors = CountVectorizer(analyzer=lambda tokens: tokens)
        counts = vectors.fit_transform(docs).toarray().astype(float)  # (N, V)
        lengths = counts.sum(axis=1, keepdims=True)
        containing = (counts > 0).sum(axis=0)
        idf = np.log(1 + (len(docs) - containing + 0.5) / (containing + 0.5))
        terms = idf * counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths / lengths.mean()))
        columns = [vectors.vocabulary_[token] for token in query if token in vectors.vocabulary_]
        gap = np.abs(terms[:, columns].sum(axis=1) - solution.bm25_scores(query, docs, k1, b)).max()
        assert gap < 1e-12, f"{gap} apart"
