import re


def few_shot(instruction, examples, query, fmt):
    last = list(re.finditer(r"\{([A-Za-z_]\w*)\}", fmt))[-1]
    blocks = []
    if instruction:
        blocks.append(instruction)
    for example in examples:
        blocks.append(fill(fmt, example))
    blocks.append(fill(fmt[:last.start()], query).strip())
    return "\n\n".join(blocks)


def fill(template, values):
    return re.sub(r"\{([A-Za-z_]\w*)\}", lambda m: values[m.group(1)], template)
