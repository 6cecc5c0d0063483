import math


def top_k(query, docs, k):
    def cosine(a, b):
        dot = sum(float(x) * float(y) for x, y in zip(a, b))
        length = math.sqrt(sum(float(x) ** 2 for x in a)) * math.sqrt(sum(float(y) ** 2 for y in b))
        return dot / length if length else 0.0

    ranked = sorted(((-cosine(query, doc), i) for i, doc in enumerate(docs)))[:k]
    return [i for _, i in ranked], [-score for score, _ in ranked]
