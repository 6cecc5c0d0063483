import math
from collections import Counter


def bm25_scores(query: list[str], docs: list[list[str]], k1: float = 1.5, b: float = 0.75) -> list[float]:
    """Return the BM25 score of each document for a query, in the order of the documents.

    idf(t) = ln(1 + (N - n_t + 0.5) / (n_t + 0.5)), where n_t of the N documents contain t. A token that occurs twice in
    the query counts twice; one that a document lacks adds 0.
    """
    count = len(docs)
    average = sum(map(len, docs)) / count if count else 0.0
    containing = Counter(token for doc in docs for token in set(doc))  # in how many documents
    scores = []
    for doc in docs:
        frequency = Counter(doc)
        score = 0.0
        for token in query:
            tf = frequency[token]
            if tf:  # so the document is not empty, and average is not 0
                idf = math.log(1 + (count - containing[token] + 0.5) / (containing[token] + 0.5))
                score += idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * len(doc) / average))
        scores.append(score)
    return scores
