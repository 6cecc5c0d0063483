"""Whom precision-recall-f1 agrees with."""

import random
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """scikit-learn, with classes that are never true, never predicted, or neither."""
    from sklearn.metrics import precision_recall_fscore_support

    for k in (1, 2, 5, 9):
        for count in (1, 4, 60):
            y = [random.randrange(k) for _ in range(count)]
            yhat = [truth if random.random() < 0.5 else random.randrange(k) for truth in y]
            for average in ("macro", "micro", "weighted"):
                theirs = precision_recall_fscore_support(
                    y, yhat, labels=list(range(k)), average=average, zero_division=0
                )
                ours = solution.precision_recall_f1(y, yhat, k, average)
                gaps = [abs(one - other) for one, other in zip(ours, theirs[:3], strict=True)]
                assert max(gaps) < 1e-12, f"{average}, k = {k}, n = {count}: {ours} and {theirs}"
