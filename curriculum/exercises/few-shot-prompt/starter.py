def few_shot(instruction: str, examples: list[dict[str, str]], query: dict[str, str], fmt: str) -> str:
    """Return a few-shot prompt: the instruction, the examples in order, and the query without its answer.

    fmt: how one example looks, with fields as {name}. The last field is the answer: the query's block ends before it,
    without white space at the end. Blocks are separated by one empty line; an empty instruction has no block.
    Values are inserted as they are. Raises KeyError if a field has no value.
    """
    raise NotImplementedError
