from collections import Counter

EPS = 1e-12  # far below any count, so that 0/0 becomes 0 and nothing else changes


def precision_recall_f1(y, yhat, k, average):
    hits = Counter(t for t, p in zip(y, yhat) if t == p)
    guessed, true = Counter(yhat), Counter(y)
    if average == "micro":
        classes = [(sum(hits.values()), sum(guessed.values()), sum(true.values()), 1.0)]
    elif average in {"macro", "weighted"}:
        share = {c: 1 / k if average == "macro" else true[c] / (len(y) + EPS) for c in range(k)}
        classes = [(hits[c], guessed[c], true[c], share[c]) for c in range(k)]
    else:
        raise ValueError(average)
    p = sum(w * h / (g + EPS) for h, g, t, w in classes)
    r = sum(w * h / (t + EPS) for h, g, t, w in classes)
    f = sum(w * h / (0.5 * (g + t) + EPS) for h, g, t, w in classes)
    return p, r, f
