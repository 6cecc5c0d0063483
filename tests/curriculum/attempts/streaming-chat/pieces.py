import codecs


def decoded(tokens, limit):
    incremental = codecs.lookup("utf-8").incrementaldecoder(errors="strict")
    count = 0
    while count < limit:
        count += 1
        try:
            token = next(tokens)
        except StopIteration:
            break
        if token.startswith(b"<|im_end|>"):
            break
        yield incremental.decode(token)


def chat_fn(message, history, stream, limit):
    conversation = [{"content": m["content"], "role": m["role"]} for m in history]
    conversation += [{"content": message, "role": "user"}]
    tokens = stream(conversation)
    try:
        for text in decoded(tokens, limit):
            if len(text) > 0:
                yield text
    finally:
        tokens.close()
