def few_shot(instruction, examples, query, fmt):
    head, _, _ = fmt.rpartition("{")
    prompt = []
    if len(instruction) > 0:
        prompt = [instruction]
    prompt.extend(fmt.format(**shot) for shot in examples)
    prompt.append(head.format(**query).rstrip())
    return "\n\n".join(prompt)
