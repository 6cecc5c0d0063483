import codecs
import contextlib
import itertools


def until_the_end(tokens, limit):
    for _ in range(limit):
        try:
            token = next(tokens)
        except StopIteration:
            return
        if token == b"<|im_end|>":
            return
        yield token


def chat_fn(message, history, stream, limit):
    messages = [{key: turn[key] for key in ("role", "content")} for turn in (*history, {"role": "user", "content": message})]
    with contextlib.ExitStack() as stack:
        tokens = stream(messages)
        stack.callback(tokens.close)
        texts = filter(None, codecs.iterdecode(until_the_end(tokens, limit), "utf-8", errors="ignore"))
        yield from itertools.accumulate(texts)
