def corpus_bleu(hyps: list[list[str]], refs: list[list[list[str]]], n: int = 4) -> float:
    """Return BLEU, 0 to 1, of hypotheses against their references, from n-grams of orders 1 to n.

    hyps: sentences of tokens. refs: for each of them one or more references. Everything is added up over the corpus
    first: clipped matches and counts of each order, the lengths of hypotheses and of the closest references.
    """
    raise NotImplementedError
