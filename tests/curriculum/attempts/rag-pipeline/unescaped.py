from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass
class RAG:
    encode: Any
    count_tokens: Any
    budget: int
    min_score: float = 0.3
    store: dict = field(default_factory=dict)

    def add(self, docs):
        vectors = self.encode([text for _, text in docs])
        for (name, text), vector in zip(docs, vectors, strict=True):
            size = np.sqrt((vector**2).sum())
            self.store[name] = (text, vector / size if size > 0 else vector)

    def retrieve(self, query, k=3):
        (wanted,) = self.encode([query])
        size = np.sqrt((wanted**2).sum()) or 1
        found = [(name, float(np.dot(vector, wanted) / size)) for name, (_, vector) in self.store.items()]
        found.sort(key=lambda pair: -pair[1])
        return [pair for pair in found if pair[1] >= self.min_score][:k]

    def _compose(self, query, k):
        used, context = [], ""
        for name, _ in self.retrieve(query, k):
            longer = context + f'<source id="{name}">{self.store[name][0]}</source>\n'
            if self.count_tokens(longer + query) <= self.budget:
                used.append(name)
                context = longer
        return used, context + query

    def prompt(self, query, k=3):
        return self._compose(query, k)[1]

    def answer(self, query, llm, k=3):
        used, prompt = self._compose(query, k)
        if used:
            said = llm(prompt)
            places = sorted((said.index(f"[{name}]"), name) for name in used if f"[{name}]" in said)
            return {"sources": [name for _, name in places], "answer": said}
        return {"sources": [], "answer": None}
