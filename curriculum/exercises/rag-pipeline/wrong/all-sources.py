import html
import re

import numpy as np


class RAG:
    def __init__(self, encode, count_tokens, budget, min_score=0.3):
        self.encode = encode
        self.count_tokens = count_tokens
        self.budget = budget
        self.min_score = min_score
        self.docs = []
        self.vectors = []

    def add(self, docs):
        if docs:
            self.docs = self.docs + list(docs)
            self.vectors = self.vectors + [unit(v) for v in self.encode([text for _, text in docs])]

    def search(self, query, k):
        if not self.docs:
            return []
        q = unit(self.encode([query])[0])
        scores = np.array([v @ q for v in self.vectors])
        order = np.argsort(-scores, kind="stable")
        return [(i, scores[i]) for i in order if scores[i] >= self.min_score][:k]

    def retrieve(self, query, k=3):
        return [(self.docs[i][0], float(score)) for i, score in self.search(query, k)]

    def write(self, names, query):
        texts = dict(self.docs)
        parts = ["Answer from the sources only and cite them as [id]."]
        for name in names:
            parts.append(f'<source id="{name}">\n{html.escape(texts[name])}\n</source>')
        parts.append(f"Question: {query}")
        return "\n\n".join(parts)

    def fitting(self, query, k):
        names = []
        for i, _ in self.search(query, k):
            name = self.docs[i][0]
            if self.count_tokens(self.write(names + [name], query)) > self.budget:
                break
            names.append(name)
        return names

    def prompt(self, query, k=3):
        return self.write(self.fitting(query, k), query)

    def answer(self, query, llm, k=3):
        names = self.fitting(query, k)
        if not names:
            return {"answer": None, "sources": []}
        text = llm(self.prompt(query, k))
        cited = []
        for name in re.findall(r"\[([^\]]+)\]", text):
            if name in names and name not in cited:
                cited.append(name)
        return {"answer": text, "sources": names}


def unit(v):
    return v / (np.linalg.norm(v) or 1.0)
