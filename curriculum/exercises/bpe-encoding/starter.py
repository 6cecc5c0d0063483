def bpe_encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    """Cut a word into tokens: of the pairs present, the merge of lowest rank goes first.

    A merge's rank is its place in the list. The tokens joined are the word again.
    """
    raise NotImplementedError
