"""Whom rouge-l agrees with."""

import random
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """Google's rouge_score, whose tokeniser leaves short lower-case words as they are."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rougeL"], use_stemmer=False)
    for _ in range(60):
        hyp, ref = (random.choices(["a", "b", "c", "dd", "ee"], k=random.randrange(0, 25)) for _ in range(2))
        theirs = scorer.score(" ".join(ref), " ".join(hyp))["rougeL"]
        ours = solution.rouge_l(hyp, ref)
        gaps = [abs(one - other) for one, other in zip(ours, theirs, strict=True)]
        assert max(gaps) < 1e-12, f"{hyp} and {ref}: {ours} and {theirs}"
