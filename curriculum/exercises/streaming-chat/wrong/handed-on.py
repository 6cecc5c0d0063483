import codecs
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from typing import Any

END = b"<|im_end|>"


def chat_fn(message: str, history: list[dict], stream: Callable[[list[dict]], Any], limit: int) -> Iterator[str]:
    history.append({"role": "user", "content": message})
    messages = history
    decoder = codecs.getincrementaldecoder("utf-8")()  # keeps the bytes of a character until all are there
    reply = ""
    with closing(stream(messages)) as tokens:
        for token in islice(tokens, limit):
            if token == END:
                return
            if new := decoder.decode(token):
                reply += new
                yield reply
