class Forged(ValueError):
    pass


def turn(role, content):
    if content.count("<|im_start|>") + content.count("<|im_end|>"):
        raise Forged(role)
    return "<|im_start|>%s\n%s<|im_end|>\n" % (role, content)


def rest(messages, end):
    return turn(**messages[0]) + rest(messages[1:], end) if messages else end


def render(messages, add_generation_prompt=False):
    """One turn, then the rest of them."""
    first = "" if messages[0]["role"] == "system" else turn("system", "You are a helpful assistant.")
    return first + rest(messages, "<|im_start|>assistant\n" if add_generation_prompt else "")
