import re


def clean(text):
    return re.sub(r"<\|im_(?:start|end)\|>", "", text)


def render(messages, add_generation_prompt=False):
    lines = []
    if messages[0]["role"] != "system":
        lines += ["<|im_start|>system", "You are a helpful assistant.<|im_end|>"]
    for message in messages:
        lines += ["<|im_start|>" + message["role"], clean(message["content"]) + "<|im_end|>"]
    if add_generation_prompt:
        lines += ["<|im_start|>assistant"]
    return "".join(line + "\n" for line in lines)
