def render(messages, add_generation_prompt=False):
    turns = list(messages)
    text = ""
    for turn in turns:
        text += "<|im_start|>" + turn["role"] + "\n" + turn["content"] + "<|im_end|>" + "\n"
    if add_generation_prompt:
        text += "<|im_start|>assistant\n"
    return text
