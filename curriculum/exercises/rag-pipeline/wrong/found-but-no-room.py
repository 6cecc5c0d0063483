import html
import re
from collections.abc import Callable

import numpy as np

INSTRUCTIONS = "Answer from the sources only and cite them as [id]. If they do not hold the answer, say so."


class RAG:
    """Answers questions from documents: finds the relevant ones, puts them into a prompt, and says which were cited.

    encode: n texts -> (n, d) vectors, of any length. count_tokens: how many tokens a text has. budget: the most tokens
    that a prompt may have. min_score: documents whose cosine with the query is lower are not relevant.
    """

    def __init__(
        self,
        encode: Callable[[list[str]], np.ndarray],
        count_tokens: Callable[[str], int],
        budget: int,
        min_score: float = 0.3,
    ) -> None:
        self.encode = encode
        self.count_tokens = count_tokens
        self.budget = budget
        self.min_score = min_score
        self.docs: list[tuple[str, str]] = []
        self.vectors: list[np.ndarray] = []  # one unit vector (d,) for each document

    def add(self, docs: list[tuple[str, str]]) -> None:
        """Add documents, each an id and a text, to those that are there."""
        if docs:
            self.vectors += list(unit(self.encode([text for _, text in docs])))
            self.docs += docs

    def retrieve(self, query: str, k: int = 3) -> list[tuple[str, float]]:
        """Return (id, cosine) of up to k relevant documents, best first."""
        return [(self.docs[at][0], score) for at, score in self._search(query, k)]

    def prompt(self, query: str, k: int = 3) -> str:
        """Return the prompt for a query: instructions, whole documents as far as the budget allows, the question."""
        return self._build(query, k)[0]

    def answer(self, query: str, llm: Callable[[str], str], k: int = 3) -> dict:
        """Ask the model; return its answer and the ids of the sources it cites, or None and none if there are none."""
        prompt, shown = self._build(query, k)
        if not self.retrieve(query, k):
            return {"answer": None, "sources": []}
        text = llm(prompt)
        cited = dict.fromkeys(re.findall(r"\[([^\[\]]+)\]", text))  # in order of first mention, each once
        return {"answer": text, "sources": [name for name in cited if name in shown]}

    def _search(self, query: str, k: int) -> list[tuple[int, float]]:
        if not self.docs:
            return []
        scores = np.stack(self.vectors) @ unit(self.encode([query]))[0]  # (n, d) @ (d,) -> (n,)
        order = np.argsort(-scores, kind="stable")
        return [(int(at), float(scores[at])) for at in order if scores[at] >= self.min_score][:k]

    def _build(self, query: str, k: int) -> tuple[str, list[str]]:
        """Return the prompt and the ids of the documents in it."""
        shown: list[str] = []
        blocks: list[str] = []
        for at, _ in self._search(query, k):
            name, text = self.docs[at]
            block = f'<source id="{name}">\n{html.escape(text)}\n</source>'  # no text can close its block
            if self.count_tokens(assemble([*blocks, block], query)) > self.budget:
                break
            shown.append(name)
            blocks.append(block)
        return assemble(blocks, query), shown


def assemble(blocks: list[str], query: str) -> str:
    """Return the parts of a prompt as one text, the question last."""
    return "\n\n".join([INSTRUCTIONS, *blocks, f"Question: {query}"])


def unit(vectors: np.ndarray) -> np.ndarray:
    """Scale the rows to length one; zero vectors stay zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(norms > 0, norms, 1)
