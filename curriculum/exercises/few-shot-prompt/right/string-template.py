from string import Template


class Braced(Template):
    """Fields look like {name}; any other brace is left alone."""

    pattern = r"""
    (?P<escaped>(?!)) | (?P<named>(?!)) | (?P<invalid>(?!)) |
    \{(?P<braced>[A-Za-z_][A-Za-z_0-9]*)\}
    """


def few_shot(instruction, examples, query, fmt):
    whole = Braced(fmt)
    answer = whole.get_identifiers()[-1]
    asking = Braced(fmt[: fmt.rindex("{" + answer + "}")])
    shots = (whole.substitute(example) for example in examples)
    return "\n\n".join(filter(None, [instruction, *shots, asking.substitute(query).rstrip()]))
