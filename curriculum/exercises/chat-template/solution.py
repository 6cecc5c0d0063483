START, END = "<|im_start|>", "<|im_end|>"
DEFAULT = "You are a helpful assistant."


def render(messages: list[dict[str, str]], add_generation_prompt: bool = False) -> str:
    """Return a conversation in ChatML.

    Each message has "role" and "content". Unless the first is a system message, the default one is put in front. Raises
    ValueError if a content holds one of the markers.
    """
    if any(marker in message["content"] for message in messages for marker in (START, END)):
        raise ValueError("content must not hold a special marker")
    turns = messages
    if messages[0]["role"] != "system":  # only the first message decides, and its content may be empty
        turns = [{"role": "system", "content": DEFAULT}, *messages]
    text = "".join(f"{START}{turn['role']}\n{turn['content']}{END}\n" for turn in turns)
    return text + f"{START}assistant\n" if add_generation_prompt else text
