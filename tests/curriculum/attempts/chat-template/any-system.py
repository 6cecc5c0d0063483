SPECIAL = {"<|im_start|>", "<|im_end|>"}


def render(messages, add_generation_prompt=False):
    roles = {m["role"] for m in messages}
    out = "" if "system" in roles else "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n"
    for m in messages:
        for marker in SPECIAL:
            if m["content"].find(marker) >= 0:
                raise ValueError("forged")
        out = f"{out}<|im_start|>{m['role']}\n{m['content']}<|im_end|>\n"
    if add_generation_prompt:
        out = f"{out}<|im_start|>assistant\n"
    return out
