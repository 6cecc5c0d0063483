from xml.sax.saxutils import escape

import numpy as np


class RAG:
    """One growing matrix; the budget is shared out from running totals."""

    def __init__(self, encode, count_tokens, budget, min_score=0.3):
        self._encode, self._count = encode, count_tokens
        self._budget, self._floor = budget, min_score
        self._names, self._texts, self._matrix = [], [], None

    def add(self, docs):
        if not docs:
            return
        names, texts = zip(*docs)
        rows = np.asarray(self._encode(list(texts)), dtype=np.float32)
        rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        self._matrix = rows if self._matrix is None else np.vstack([self._matrix, rows])
        self._names.extend(names)
        self._texts.extend(texts)

    def retrieve(self, query, k=3):
        if self._matrix is None:
            return []
        q = np.asarray(self._encode([query]), dtype=np.float32)[0]
        q = q / max(float(np.linalg.norm(q)), 1e-9)
        scores = self._matrix @ q
        best = sorted(range(len(scores)), key=lambda i: -scores[i])[:k]
        return [(self._names[i], float(scores[i])) for i in best if scores[i] >= self._floor]

    def _parts(self, query, k):
        head = "你是一个严谨的助手。只根据下面的资料回答，并用 [编号] 标出处；资料里没有，就说不知道。\n"
        tail = f"\n问题：{query}"
        left = self._budget - self._count(head) - self._count(tail)
        chosen = []
        for name, _ in self.retrieve(query, k):
            text = self._texts[self._names.index(name)]
            piece = f'<source id="{name}">{escape(text)}</source>\n'
            if self._count(piece) <= left:
                left -= self._count(piece)
                chosen.append((name, piece))
        return chosen, head + "".join(piece for _, piece in chosen) + tail

    def prompt(self, query, k=3):
        return self._parts(query, k)[1]

    def answer(self, query, llm, k=3):
        chosen, prompt = self._parts(query, k)
        result = {"answer": None, "sources": []}
        if chosen:
            result["answer"] = llm(prompt)
            at = {name: result["answer"].find(f"[{name}]") for name, _ in chosen}
            result["sources"] = sorted((name for name in at if at[name] >= 0), key=at.get)
        return result
