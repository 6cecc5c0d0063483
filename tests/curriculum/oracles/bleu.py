"""Whom bleu agrees with."""

import random
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """sacrebleu without tokenisation and smoothing, on corpora with several references each."""
    from sacrebleu.metrics import BLEU

    for n in (1, 2, 3, 4):
        for count in (1, 2, 6):
            hyps, refs = zip(*(pair() for _ in range(count)), strict=True)
            metric = BLEU(tokenize="none", smooth_method="none", max_ngram_order=n)
            streams = [[" ".join(group[number]) for group in refs] for number in range(3)]
            theirs = metric.corpus_score([" ".join(hyp) for hyp in hyps], streams).score / 100
            ours = solution.corpus_bleu(list(hyps), list(refs), n)
            assert abs(ours - theirs) < 1e-12, f"n = {n}, {count} sentences: {ours} and {theirs}"


def pair() -> tuple[list[str], list[list[str]]]:
    """A sentence of a small vocabulary, and three ways to say it: words replaced, dropped or added."""
    source = random.choices("abcdefg", k=random.randrange(3, 14))
    return vary(source), [vary(source) for _ in range(3)]


def vary(words: list[str]) -> list[str]:
    kept = [random.choice("abcdefg") if random.random() < 0.15 else word for word in words]
    return kept[: random.randrange(2, len(kept) + 1)] + random.choices("abc", k=random.randrange(3))
