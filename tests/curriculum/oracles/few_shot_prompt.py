"""Whom few-shot-prompt agrees with."""

import random
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """Jinja, which marks its variables with two braces and leaves single ones alone."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    fmt = 'Q: {question} {"from": {source}}\nA: {answer}!'
    jinja = 'Q: {{question}} {"from": {{source}}}\nA: {{answer}}!'
    whole, asking = environment.from_string(jinja), environment.from_string(jinja.split("{{answer}}")[0].rstrip())
    for count in (0, 1, 4):
        examples = [dict(zip(("question", "source", "answer"), data(), strict=True)) for _ in range(count)]
        query = dict(zip(("question", "source"), data(), strict=False))
        blocks = ["Answer.", *(whole.render(example) for example in examples), asking.render(query)]
        assert solution.few_shot("Answer.", examples, query, fmt) == "\n\n".join(blocks)
        assert solution.few_shot("", examples, query | {"answer": "?"}, fmt) == "\n\n".join(blocks[1:])
    for values in ({"question": "?"}, {"source": "?"}):
        try:
            solution.few_shot("", [], values, fmt)
        except KeyError:
            continue
        raise AssertionError("a missing field must raise KeyError")


def data() -> list[str]:
    return ["".join(random.choices("ab {}\\\n{source}1", k=12)) for _ in range(3)]
