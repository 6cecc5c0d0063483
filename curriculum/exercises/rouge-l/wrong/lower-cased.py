def rouge_l(hyp: list[str], ref: list[str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the longest common subsequence of two lists of tokens.

    Precision divides its length by that of hyp, recall by that of ref; F1 weighs both alike. 0/0 counts as 0.
    """
    hyp, ref = [token.lower() for token in hyp], [token.lower() for token in ref]
    common = longest_common_subsequence(hyp, ref)
    precision = common / len(hyp) if hyp else 0.0
    recall = common / len(ref) if ref else 0.0
    f1 = 2 * precision * recall / (precision + recall) if common else 0.0
    return precision, recall, f1


def longest_common_subsequence(one: list[str], other: list[str]) -> int:
    """Return how many tokens both lists share in the same order, gaps allowed. O(len(one) * len(other))."""
    above = [0] * (len(other) + 1)  # above[j]: the answer for the tokens of one so far and other[:j]
    for token in one:
        row = [0]
        for j, candidate in enumerate(other, start=1):
            row.append(above[j - 1] + 1 if token == candidate else max(above[j], row[j - 1]))
        above = row
    return above[-1]
