import html


def norm(v):
    return sum(float(x) * float(x) for x in v) ** 0.5


class RAG:
    def __init__(self, encode, count_tokens, budget, min_score=0.3):
        self.e, self.c, self.b, self.m = encode, count_tokens, budget, min_score
        self.rows = []

    def add(self, docs):
        for (key, body), vector in zip(docs, self.e([body for _, body in docs]), strict=False):
            self.rows.append((key, body, vector, norm(vector)))

    def _hits(self, query, k):
        if not self.rows:
            return []
        target = self.e([query])[0]
        length = norm(target)
        hits = []
        for key, body, vector, size in self.rows:
            score = 0.0
            if size * length > 0:
                score = float(sum(a * b for a, b in zip(vector, target, strict=False))) / size / length
            if score >= self.m:
                hits.append((key, body, score))
        return sorted(hits, key=lambda hit: hit[2], reverse=True)[:k]

    def retrieve(self, query, k=3):
        return [(key, score) for key, _, score in self._hits(query, k)]

    def prompt(self, query, k=3):
        return self._both(query, k)[0]

    def _both(self, query, k):
        hits = self._hits(query, k)
        while True:
            blocks = [f'<source id="{key}">\n{html.escape(body)}\n</source>' for key, body, _ in hits]
            text = "\n".join(["Only use these:", *blocks, "Q: " + query])
            if not hits or self.c(text) <= self.b:
                return text, [key for key, _, _ in hits]
            hits = hits[:-1]

    def answer(self, query, llm, k=3):
        text, keys = self._both(query, k)
        return {"answer": llm(text) if keys else None, "sources": keys}
