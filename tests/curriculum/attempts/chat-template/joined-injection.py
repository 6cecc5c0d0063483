def render(messages, add_generation_prompt=False):
    conversation = [] if messages[0]["role"] == "system" else [("system", "You are a helpful assistant.")]
    conversation += [(message["role"], message["content"]) for message in messages]
    body = "\n".join("<|im_start|>{}\n{}<|im_end|>".format(*turn) for turn in conversation)
    return body + "\n<|im_start|>assistant\n" if add_generation_prompt else body
