from jinja2 import Environment

TEMPLATE = Environment(keep_trailing_newline=True).from_string(
    "{% if messages[0].role != 'system' %}<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n{% endif %}"
    "{% for m in messages %}{{ '<|im_start|>' ~ m.role ~ '\n' ~ m.content ~ '<|im_end|>\n' }}{% endfor %}"
    "{% if ask %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


def render(messages, add_generation_prompt=False):
    """As the template files of real models do it."""
    for message in messages:
        for marker in ("<|im_start|>", "<|im_end|>"):
            if marker in message["content"]:
                raise ValueError(f"{marker} in a message of {message['role']}")
    return TEMPLATE.render(messages=messages, ask=add_generation_prompt)
