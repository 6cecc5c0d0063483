def precision_recall_f1(y, yhat, k, average):
    if average not in ("macro", "micro", "weighted"):
        raise ValueError(average)
    n = len(y)
    tp = [sum(t == p == c for t, p in zip(y, yhat)) for c in range(k)]
    predicted, support = [yhat.count(c) for c in range(k)], [y.count(c) for c in range(k)]
    if average == "micro":
        share = sum(tp) / n if n else 0.0
        return share, share, share
    weights = [1] * k if average == "macro" else support

    def mean(tops, bottoms):
        kept = [(w, a / b) for w, a, b in zip(weights, tops, bottoms) if b]
        total = sum(w for w, _ in kept)
        return sum(w * v for w, v in kept) / total if total else 0.0

    return mean(tp, predicted), mean(tp, support), mean([2 * t for t in tp], [a + b for a, b in zip(predicted, support)])
