import re

FIELD = re.compile(r"\{([A-Za-z_]\w*)\}")  # {name}; every other brace is text


def few_shot(instruction: str, examples: list[dict[str, str]], query: dict[str, str], fmt: str) -> str:
    """Return a few-shot prompt: the instruction, the examples in order, and the query without its answer.

    fmt: how one example looks, with fields as {name}. The last field is the answer: the query's block ends before it,
    without white space at the end. Blocks are separated by one empty line; an empty instruction has no block.
    Values are inserted as they are. Raises KeyError if a field has no value.
    """
    *_, answer = FIELD.finditer(fmt)
    question = fmt[: answer.start()]
    blocks = [instruction] if instruction else []
    blocks += [fill(fmt, example) for example in examples]
    blocks.append(fill(question, query).rstrip())
    return "\n\n".join(blocks)


def fill(template: str, values: dict[str, str]) -> str:
    """Replace all fields in one pass, so that braces inside a value stay what they are."""
    return FIELD.sub(lambda field: values[field[1]], template)
