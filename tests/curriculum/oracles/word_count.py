"""Whom word-count agrees with."""

import random
import string
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """scikit-learn's CountVectorizer with the same idea of a word."""
    from sklearn.feature_extraction.text import CountVectorizer

    alphabet = string.ascii_letters + "  ,.\n\t-_'é学习2"
    for lower in (True, False):
        text = "Cat cat " + "".join(random.choice(alphabet) for _ in range(400))
        vectors = CountVectorizer(lowercase=lower, token_pattern=r"\w+")
        counts = vectors.fit_transform([text]).toarray()[0]
        theirs = {word: int(counts[at]) for word, at in vectors.vocabulary_.items()}
        assert solution.word_count(text, lower=lower) == theirs
    assert solution.word_count("") == {}
