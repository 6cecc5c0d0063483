import re
from html import escape

import numpy as np


class RAG:
    def __init__(self, encode, count_tokens, budget, min_score=0.3):
        self.encode, self.count, self.budget = encode, count_tokens, budget
        self.ids, self.texts = [], []
        self.table = None

    def add(self, docs):
        for name, text in docs:
            self.ids.append(name)
            self.texts.append(text)
        new = self.unit(self.encode([text for _, text in docs]))
        self.table = new if self.table is None else np.concatenate((self.table, new))

    @staticmethod
    def unit(m):
        return m / np.maximum(1e-12, np.sqrt((m * m).sum(1, keepdims=True)))

    def top(self, query, k):
        if self.table is None:
            return [], []
        cos = (self.table * self.unit(self.encode([query]))).sum(1)
        best = np.argsort(-cos, kind="mergesort")[:k]
        return best.tolist(), cos[best].tolist()

    def retrieve(self, query, k=3):
        best, cos = self.top(query, k)
        return [(self.ids[i], c) for i, c in zip(best, cos, strict=False)]

    def make(self, query, k):
        intro, outro = "Answer with citations.\n", "\nQuestion: " + query
        names, body = [], ""
        for i in self.top(query, k)[0]:
            more = body + '<source id="' + self.ids[i] + '">' + escape(self.texts[i]) + "</source>\n"
            if self.count(intro + more + outro) > self.budget:
                break
            body = more
            names.append(self.ids[i])
        return intro + body + outro, names

    def prompt(self, query, k=3):
        return self.make(query, k)[0]

    def answer(self, query, llm, k=3):
        prompt, names = self.make(query, k)
        if len(names) == 0:
            return {"answer": None, "sources": []}
        text, sources = llm(prompt), []
        for cited in re.findall(r"\[(.*?)\]", text):
            if cited in names and cited not in sources:
                sources.append(cited)
        return {"answer": text, "sources": sources}
