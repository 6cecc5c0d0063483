import numpy as np


class Okapi:
    def __init__(self, corpus, k1, b):
        self.corpus, self.k1, self.b = corpus, k1, b
        self.N = len(corpus)
        self.lengths = np.array([len(doc) for doc in corpus])
        self.avgdl = self.lengths.sum() / max(self.N, 1)
        self.df = {}
        for doc in corpus:
            for word in dict.fromkeys(doc):
                self.df[word] = self.df.get(word, 0) + 1

    def idf(self, word):
        return np.log(self.N - self.df[word] + 0.5) - np.log(self.df[word] + 0.5)

    def score(self, i, query):
        total = 0
        for word in query:
            f = self.corpus[i].count(word)
            if f > 0:
                K = self.k1 * (1 - self.b + self.b * self.lengths[i] / self.avgdl)
                total += self.idf(word) * f * (self.k1 + 1) / (f + K)
        return total


def bm25_scores(query, docs, k1=1.5, b=0.75):
    index = Okapi(docs, k1, b)
    return [index.score(i, query) for i in range(len(docs))]
