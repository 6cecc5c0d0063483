def precision_recall_f1(y, yhat, k, average):
    def binary(classes):
        tp = fp = fn = 0
        for c in classes:
            for t, p in zip(y, yhat):
                if p == c and t == c:
                    tp += 1
                elif p == c:
                    fp += 1
                elif t == c:
                    fn += 1
        precision = tp / (tp + fp) if tp + fp else 0
        recall = tp / (tp + fn) if tp + fn else 0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
        return precision, recall, f1

    if average == "micro":
        return binary(range(k))
    rows = [binary([c]) for c in range(k)]
    if average == "macro":
        return tuple(sum(row[i] for row in rows) / k for i in range(3))
    if average == "weighted":
        n = len(y) or 1
        return tuple(sum(row[i] * y.count(c) / n for c, row in enumerate(rows)) for i in range(3))
    raise ValueError("average must be macro, micro or weighted")
