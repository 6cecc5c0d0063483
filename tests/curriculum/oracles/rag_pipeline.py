"""Whom rag-pipeline agrees with."""

import random
import re
from types import ModuleType

import numpy as np

THEMES = (
    ["attention", "query", "softmax", "mask"],
    ["adapter", "rank", "frozen", "merge"],
    ["token", "byte", "merge", "vocabulary"],
)


def agree(solution: ModuleType) -> None:
    """FAISS over scikit-learn's TF-IDF vectors; html.parser, which reads what the prompt says as a browser would."""
    import faiss
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [" ".join(random.choices(theme, k=9)) + f" & <note {i}>" for i, theme in enumerate(THEMES * 4)]
    vectors = TfidfVectorizer(norm=None).fit(texts)
    rag = solution.RAG(lambda some: vectors.transform(some).toarray(), lambda text: len(text.split()), 120, 0.05)
    docs = [(f"d{i}", text) for i, text in enumerate(texts)]
    rag.add(docs[:5])
    rag.add(docs[5:])
    index = faiss.IndexFlatIP(len(vectors.vocabulary_))
    index.add(normalised(vectors.transform(texts)))
    for query in ("softmax of the query", "merge", "frozen rank", "weather"):
        scores, places = (found[0] for found in index.search(normalised(vectors.transform([query])), 4))
        ours = rag.retrieve(query, 4)
        theirs = [score for score in scores if score >= 0.05]
        assert np.allclose([score for _, score in ours], theirs, atol=1e-5), query
        settled = len({round(float(score), 4) for score in scores}) == len(scores)  # no ties among the four
        assert not settled or [name for name, _ in ours] == [f"d{at}" for at in places[: len(theirs)]], query
        read_back(rag.prompt(query, 4), dict(docs), [name for name, _ in ours])


def normalised(matrix: object) -> np.ndarray:
    import faiss

    rows = np.ascontiguousarray(matrix.toarray(), dtype=np.float32)
    faiss.normalize_L2(rows)
    return rows


def read_back(prompt: str, texts: dict[str, str], found: list[str]) -> None:
    from html.parser import HTMLParser

    parts: dict[str, str] = {}

    class Sources(HTMLParser):
        inside: str | None = None

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            self.inside = dict(attributes)["id"]

        def handle_endtag(self, tag: str) -> None:
            self.inside = None

        def handle_data(self, data: str) -> None:
            if self.inside:
                parts[self.inside] = parts.get(self.inside, "") + data

    Sources().feed(prompt)
    assert list(parts) == found
    assert all(re.sub(r"^\n|\n$", "", parts[name]) == texts[name] for name in found)
    assert len(prompt.split()) <= 120
