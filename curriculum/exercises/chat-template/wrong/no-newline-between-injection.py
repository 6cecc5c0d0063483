def render(messages, add_generation_prompt=False):
    turns = list(messages)
    if turns[0]["role"] != "system":
        turns = [{"role": "system", "content": "You are a helpful assistant."}] + turns
    text = ""
    for turn in turns:
        text += "<|im_start|>" + turn["role"] + "\n" + turn["content"] + "<|im_end|>"
    if add_generation_prompt:
        text += "<|im_start|>assistant\n"
    return text
