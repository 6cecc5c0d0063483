import re

FIELD = r"\{([^\W\d]\w*)\}"


def few_shot(instruction, examples, query, fmt):
    def render(row, text):
        return re.sub(FIELD, lambda found: row[found.group(1)], text)

    stop = max(found.start() for found in re.finditer(FIELD, fmt))
    prompt = f"{instruction}\n\n" if instruction else ""
    for row in examples:
        prompt += f"{render(row, fmt)}\n\n"
    return f"{prompt}{render(query, fmt[:stop])}"
