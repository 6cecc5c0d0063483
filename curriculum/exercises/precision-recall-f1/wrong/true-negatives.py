def precision_recall_f1(y, yhat, k, average):
    if average not in ("macro", "micro", "weighted"):
        raise ValueError(average)
    n = len(y)
    tp = [sum(1 for t, p in zip(y, yhat) if (t == c) == (p == c)) for c in range(k)]
    predicted = [sum(1 for p in yhat if p == c) for c in range(k)]
    support = [sum(1 for t in y if t == c) for c in range(k)]
    if average == "micro":
        precision = divide(sum(tp), n * k)
        recall = divide(sum(tp), n * k)
        return precision, recall, f_score(precision, recall)
    precisions = [divide(tp[c], n) for c in range(k)]
    recalls = [divide(tp[c], n) for c in range(k)]
    f1s = [f_score(p, r) for p, r in zip(precisions, recalls)]
    weights = [divide(1, k) if average == "macro" else divide(support[c], n) for c in range(k)]
    return mean(precisions, weights), mean(recalls, weights), mean(f1s, weights)


def mean(values, weights):
    return sum(v * w for v, w in zip(values, weights))


def divide(a, b):
    return a / b if b else 0.0


def f_score(p, r):
    return divide(2 * p * r, p + r)
