import html
import math
import re


class RAG:
    """Encodes documents when first asked; drops the last passage until the prompt fits."""

    def __init__(self, encode, count_tokens, budget, min_score=0.3):
        self.encode = encode
        self.count_tokens = count_tokens
        self.budget = budget
        self.min_score = min_score
        self.texts = {}
        self.cache = {}

    def add(self, docs):
        for name, text in docs:
            self.texts[name] = text

    def _cosine(self, a, b):
        dot = math.fsum(x * y for x, y in zip(a, b))
        size = math.hypot(*a) * math.hypot(*b)
        return dot / size if size else 0.0

    def retrieve(self, query, k=3):
        new = [name for name in self.texts if name not in self.cache]
        if new:
            self.cache.update(zip(new, self.encode([self.texts[name] for name in new])))
        if not self.cache:
            return []
        [target] = self.encode([query])
        scored = [(name, self._cosine(vector, target)) for name, vector in self.cache.items()]
        scored = [pair for pair in scored if pair[1] >= self.min_score]
        scored.sort(key=lambda pair: pair[1], reverse=True)
        return scored[:k]

    def _write(self, names, query):
        lines = ["Use these sources and cite their ids in square brackets:"]
        for name in names:
            lines += [f'<source id="{name}">', html.escape(self.texts[name], quote=False), "</source>"]
        return "\n".join([*lines, "", query])

    def _fitting(self, query, k):
        names = [name for name, _ in self.retrieve(query, k)]
        while names and self.count_tokens(self._write(names, query)) > self.budget:
            names.pop()
        return names

    def prompt(self, query, k=3):
        return self._write(self._fitting(query, k), query)

    def answer(self, query, llm, k=3):
        names = self._fitting(query, k)
        if not names:
            return dict(answer=None, sources=[])
        text = llm(self._write(names, query))
        sources = []
        for match in re.finditer(r"\[(.+?)\]", text):
            if match[1] in names and match[1] not in sources:
                sources.append(match[1])
        return dict(answer=text, sources=sources)
