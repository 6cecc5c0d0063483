from collections.abc import Callable

import numpy as np


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
        raise NotImplementedError

    def add(self, docs: list[tuple[str, str]]) -> None:
        """Add documents, each an id and a text, to those that are there."""
        raise NotImplementedError

    def retrieve(self, query: str, k: int = 3) -> list[tuple[str, float]]:
        """Return (id, cosine) of up to k relevant documents, best first."""
        raise NotImplementedError

    def prompt(self, query: str, k: int = 3) -> str:
        """Return the prompt for a query: instructions, whole documents as far as the budget allows, the question."""
        raise NotImplementedError

    def answer(self, query: str, llm: Callable[[str], str], k: int = 3) -> dict:
        """Ask the model; return its answer and the ids of the sources it cites, or None and none if there are none."""
        raise NotImplementedError
