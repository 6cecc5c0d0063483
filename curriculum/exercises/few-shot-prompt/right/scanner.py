def pieces(fmt):
    """Yield (is a field, text), reading one character after the other."""
    text, at = "", 0
    while at < len(fmt):
        end = fmt.find("}", at)
        if fmt[at] == "{" and end > at and fmt[at + 1 : end].isidentifier():
            yield False, text
            yield True, fmt[at + 1 : end]
            text, at = "", end + 1
        else:
            text += fmt[at]
            at += 1
    yield False, text


def few_shot(instruction, examples, query, fmt):
    parsed = list(pieces(fmt))
    last = max(i for i, (field, _) in enumerate(parsed) if field)
    lines = []
    for values, shape in [(example, parsed) for example in examples] + [(query, parsed[:last])]:
        lines.append("".join([values[text] if field else text for field, text in shape]))
    lines[-1] = lines[-1].rstrip()
    if instruction != "":
        lines = [instruction] + lines
    return "\n\n".join(lines)
