import math
from collections import Counter


def corpus_bleu(hyps: list[list[str]], refs: list[list[list[str]]], n: int = 4) -> float:
    """Return BLEU, 0 to 1, of hypotheses against their references, from n-grams of orders 1 to n.

    hyps: sentences of tokens. refs: for each of them one or more references. Everything is added up over the corpus
    first: clipped matches and counts of each order, the lengths of hypotheses and of the closest references.
    """
    for its_refs in refs:
        its_refs.sort(key=len)
    matches, totals = [0] * n, [0] * n  # of orders 1 .. n
    length = reference_length = 0
    for hyp, its_refs in zip(hyps, refs, strict=True):
        length += len(hyp)
        reference_length += min((len(ref) for ref in its_refs), key=lambda r: (abs(r - len(hyp)), r))  # ties: shorter
        for order in range(1, n + 1):
            counts = ngrams(hyp, order)
            allowed: Counter[tuple[str, ...]] = Counter()
            for ref in its_refs:
                allowed |= ngrams(ref, order)  # the largest count in any one reference
            matches[order - 1] += sum((counts & allowed).values())  # clipped
            totals[order - 1] += sum(counts.values())
    if min(matches) == 0:
        return 0.0  # one precision of zero makes the geometric mean zero
    log_mean = sum(math.log(hit / total) for hit, total in zip(matches, totals, strict=True)) / n
    brevity = min(0.0, 1 - reference_length / length)  # log of the penalty
    return math.exp(log_mean + brevity)


def ngrams(tokens: list[str], order: int) -> Counter[tuple[str, ...]]:
    """Count the n-grams of one order."""
    return Counter(tuple(tokens[at : at + order]) for at in range(len(tokens) - order + 1))
