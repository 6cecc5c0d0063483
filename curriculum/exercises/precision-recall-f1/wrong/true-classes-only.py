def precision_recall_f1(y, yhat, k, average):
    if average not in ("macro", "micro", "weighted"):
        raise ValueError(average)
    n = len(y)
    classes = sorted(set(y))
    k = len(classes)
    tp = [sum(1 for t, p in zip(y, yhat) if t == c and p == c) for c in classes]
    predicted = [sum(1 for p in yhat if p == c) for c in classes]
    support = [sum(1 for t in y if t == c) for c in classes]
    if average == "micro":
        precision = divide(sum(tp), sum(predicted))
        recall = divide(sum(tp), sum(support))
        return precision, recall, f_score(precision, recall)
    precisions = [divide(a, b) for a, b in zip(tp, predicted)]
    recalls = [divide(a, b) for a, b in zip(tp, support)]
    f1s = [f_score(p, r) for p, r in zip(precisions, recalls)]
    weights = [divide(1, k) if average == "macro" else divide(s, n) for s in support]
    return mean(precisions, weights), mean(recalls, weights), mean(f1s, weights)


def mean(values, weights):
    return sum(v * w for v, w in zip(values, weights))


def divide(a, b):
    return a / b if b else 0.0


def f_score(p, r):
    return divide(2 * p * r, p + r)
