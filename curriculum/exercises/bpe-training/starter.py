def train_bpe(words: dict[str, int], num_merges: int) -> list[tuple[str, str]]:
    """The merges of byte-pair encoding, in the order in which they are learnt.

    words says how often each word occurs. Of equally frequent pairs the lexicographically greatest is taken.
    """
    raise NotImplementedError
