import html, re
import numpy as np


class RAG:
    HEAD = "Answer from the sources and cite them as [id]."

    def __init__(self, encode, count_tokens, budget, min_score=0.3):
        self.encode, self.count, self.budget, self.min_score = encode, count_tokens, budget, min_score
        self.ids, self.texts, self.vecs = [], [], None

    def add(self, docs):
        docs = list(docs)
        if not docs:
            return
        v = self._unit(np.asarray(self.encode([t for _, t in docs]), dtype=float))
        self.vecs = v if self.vecs is None else np.vstack([self.vecs, v])
        self.ids += [i for i, _ in docs]
        self.texts += [t for _, t in docs]

    @staticmethod
    def _unit(v):
        n = np.linalg.norm(v, axis=-1, keepdims=True)
        return np.divide(v, n, out=np.zeros_like(v), where=n > 0)

    def _ranked(self, query, k):
        if self.vecs is None:
            return []
        s = self.vecs @ self._unit(np.asarray(self.encode([query]), dtype=float))[0]
        order = np.argsort(-s, kind="stable")
        return [(int(i), float(s[i])) for i in order[:k] if s[i] >= self.min_score]

    def retrieve(self, query, k=3):
        return [(self.ids[i], s) for i, s in self._ranked(query, k)]

    def _build(self, query, k):
        used, blocks = [], []
        for i, _ in self._ranked(query, k):
            block = f'<source id="{html.escape(self.ids[i])}">\n{html.escape(self.texts[i])}\n</source>'
            trial = "\n".join([self.HEAD, *blocks, block, query])
            if self.count(trial) > self.budget:
                break
            blocks.append(block)
            used.append(self.ids[i])
        return "\n".join([self.HEAD, *blocks, query]), used

    def prompt(self, query, k=3):
        return self._build(query, k)[0]

    def answer(self, query, llm, k=3):
        p, used = self._build(query, k)
        if not self._ranked(query, k):
            return {"answer": None, "sources": []}
        text = llm(p)
        cited = [c for c in dict.fromkeys(re.findall(r"\[([^\[\]]+)\]", text)) if c in used]
        return {"answer": text, "sources": cited}
