import re


def few_shot(instruction, examples, query, fmt):
    parts = re.split(r"\{([A-Za-z_][A-Za-z_0-9]*)\}", fmt)  # text, field, text, field, ... text

    def render(values, until):
        return "".join(values[part] if i % 2 else part for i, part in enumerate(parts[:until]))

    prompt = "" if not instruction else instruction + "\n\n"
    for example in examples:
        prompt += render(example, len(parts)) + "\n\n"
    return prompt + render(query, len(parts) - 2).rstrip()
