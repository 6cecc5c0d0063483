def render(messages, add_generation_prompt=False):
    turns = list(messages)
    if turns[0]["role"] != "system":
        turns = [{"role": "system", "content": "You are a helpful assistant."}] + turns
    parts = ["<|im_start|>" + turn["role"] + "\n" + turn["content"] + "<|im_end|>" for turn in turns]
    if add_generation_prompt:
        parts.append("<|im_start|>assistant\n")
    text = "\n".join(parts)
    return text
