def render(messages, add_generation_prompt=False):
    for message in messages:
        if "<|im_start|>" in message["content"] or "<|im_end|>" in message["content"]:
            raise ValueError("special token in content")
    turns = list(messages)
    if turns[0]["role"] != "system":
        turns = [{"role": "system", "content": "You are a helpful assistant."}] + turns
    text = ""
    for turn in turns:
        text += "<|im_start|>" + turn["role"] + "\n" + turn["content"] + "<|im_end|>" + "\n"
    return text
