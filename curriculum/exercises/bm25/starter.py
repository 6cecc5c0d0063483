def bm25_scores(query: list[str], docs: list[list[str]], k1: float = 1.5, b: float = 0.75) -> list[float]:
    """Return the BM25 score of each document for a query, in the order of the documents.

    idf(t) = ln(1 + (N - n_t + 0.5) / (n_t + 0.5)), where n_t of the N documents contain t. A token that occurs twice in
    the query counts twice; one that a document lacks adds 0.
    """
    raise NotImplementedError
