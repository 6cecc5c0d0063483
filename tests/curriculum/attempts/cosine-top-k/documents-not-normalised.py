import math


def top_k(query, docs, k):
    length = math.sqrt(sum(x * x for x in query.tolist())) or 1.0
    unit = [x / length for x in query.tolist()]
    scored = []
    for number, row in enumerate(docs.tolist()):
        scored.append((sum(a * b for a, b in zip(unit, row, strict=False)), number))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return [number for _, number in scored[:k]], [score for score, _ in scored[:k]]
