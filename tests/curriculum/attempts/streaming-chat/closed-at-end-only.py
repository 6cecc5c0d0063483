class Reply:
    def __init__(self):
        self.raw = bytearray()
        self.text = ""

    def add(self, token):
        self.raw.extend(token)
        before, self.text = self.text, self.raw.decode("utf-8", "ignore")
        return self.text != before


def chat_fn(message, history, stream, limit):
    ask = [dict(role=h["role"], content=h["content"]) for h in history] + [dict(role="user", content=message)]
    tokens, reply, left = stream(ask), Reply(), limit
    while left:
        left -= 1
        token = next(tokens, None)
        if token in (None, b"<|im_end|>"):
            tokens.close()
            return
        if reply.add(token):
            yield reply.text
    tokens.close()
