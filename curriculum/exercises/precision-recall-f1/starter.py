def precision_recall_f1(y: list[int], yhat: list[int], k: int, average: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of predictions among the classes 0 .. k - 1.

    y, yhat: n true and n predicted classes. average: "macro" (mean over all k classes), "weighted" (mean weighted by
    how often each class is true) or "micro" (from the counts of all classes together). 0/0 counts as 0.
    """
    raise NotImplementedError
