def render(messages, add_generation_prompt=False):
    """Collects pieces in a list; regular expression for the markers."""
    import re

    pieces = []
    if not messages or messages[0].get("role") != "system":
        pieces += ["<|im_start|>", "system", "\n", "You are a helpful assistant.", "<|im_end|>", "\n"]
    for message in messages:
        if re.search(r"<\|im_(start|end)\|>", message["content"]):
            raise ValueError(message["content"])
        pieces += ["<|im_start|>", message["role"], "\n", message["content"], "<|im_end|>", "\n"]
    pieces += ["<|im_start|>assistant\n"] * bool(add_generation_prompt)
    return "".join(pieces)
