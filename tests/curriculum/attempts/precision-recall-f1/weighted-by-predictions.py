def precision_recall_f1(y, yhat, k, average):
    pairs = list(zip(y, yhat, strict=False))
    P, R, F, W = [], [], [], []
    for c in range(k):
        both = pairs.count((c, c))
        p = both / yhat.count(c) if c in yhat else 0
        r = both / y.count(c) if c in y else 0
        P.append(p), R.append(r), F.append(2 * p * r / (p + r) if both else 0), W.append(yhat.count(c))
    if average == "macro":
        return sum(P) / k, sum(R) / k, sum(F) / k
    elif average == "weighted":

        def dot(a):
            return sum(x * w for x, w in zip(a, W, strict=False)) / (sum(W) or 1)

        return dot(P), dot(R), dot(F)
    elif average == "micro":
        hit = sum(a == b for a, b in pairs)
        return [hit / len(y) if y else 0] * 3
    raise ValueError("unknown")
