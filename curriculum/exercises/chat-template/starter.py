START, END = "<|im_start|>", "<|im_end|>"
DEFAULT = "You are a helpful assistant."


def render(messages: list[dict[str, str]], add_generation_prompt: bool = False) -> str:
    """Return a conversation in ChatML.

    Each message has "role" and "content". Unless the first is a system message, the default one is put in front. Raises
    ValueError if a content holds one of the markers.
    """
    raise NotImplementedError
