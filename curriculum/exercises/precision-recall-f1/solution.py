def precision_recall_f1(y: list[int], yhat: list[int], k: int, average: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of predictions among the classes 0 .. k - 1.

    y, yhat: n true and n predicted classes. average: "macro" (mean over all k classes), "weighted" (mean weighted by
    how often each class is true) or "micro" (from the counts of all classes together). 0/0 counts as 0.
    """
    if average not in ("macro", "micro", "weighted"):
        raise ValueError(f"unknown average: {average}")
    hits = [0] * k  # true positives of each class
    predicted = [0] * k  # true and false positives
    actual = [0] * k  # true positives and false negatives, the support
    for truth, guess in zip(y, yhat, strict=True):
        predicted[guess] += 1
        actual[truth] += 1
        hits[truth] += truth == guess
    if average == "micro":
        return scores(sum(hits), sum(predicted), sum(actual))
    weights = [1] * k if average == "macro" else actual
    rows = [scores(*counts) for counts in zip(hits, predicted, actual, strict=True)]  # k rows of (P, R, F1)
    precision, recall, f1 = (mean(column, weights) for column in zip(*rows, strict=True))
    return precision, recall, f1


def scores(hits: int, predicted: int, actual: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 from counts. F1 = 2PR / (P + R) = 2 TP / (predicted + actual)."""
    return ratio(hits, predicted), ratio(hits, actual), ratio(2 * hits, predicted + actual)


def ratio(part: float, whole: float) -> float:
    """Return part / whole, and 0 where there is nothing to divide by."""
    return part / whole if whole else 0.0


def mean(values: tuple[float, ...], weights: list[int]) -> float:
    """Return the weighted mean."""
    return ratio(sum(weight * value for weight, value in zip(weights, values, strict=True)), sum(weights))
