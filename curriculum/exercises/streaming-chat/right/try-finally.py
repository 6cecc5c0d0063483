def chat_fn(message, history, stream, limit):
    """Holds bytes back by hand: an unfinished character is what cannot be decoded at the end."""
    asked = []
    for turn in history:
        asked.append(dict(role=turn["role"], content=turn["content"]))
    asked.append(dict(role="user", content=message))
    tokens = stream(asked)
    whole, shown = b"", ""
    try:
        while limit > 0:
            limit -= 1
            token = next(tokens, b"<|im_end|>")
            if token == b"<|im_end|>":
                break
            whole += token
            text = whole.decode("utf-8", errors="ignore")
            if text != shown:
                shown = text
                yield text
    finally:
        tokens.close()
