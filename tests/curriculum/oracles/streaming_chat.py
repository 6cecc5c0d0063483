"""Whom streaming-chat agrees with."""

import random
from collections.abc import Iterator
from types import ModuleType

TEXTS = ("hello there", "你好，世界", "naïve café", "a😀b👍🏽", "ÿ\u0000漢\n字")


class Bytes:
    """One byte a token, for that is how both sides can be given the same."""

    def __init__(self, text: str) -> None:
        self.left = [bytes([byte]) for byte in text.encode()]
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self.left:
            raise StopIteration
        return self.left.pop(0)

    def close(self) -> None:
        self.closed = True


def agree(solution: ModuleType) -> None:
    """DecodeStream of Hugging Face's tokenizers, on a byte-level vocabulary without merges."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE({letter: number for number, letter in enumerate(letters)}, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.decoder = decoders.ByteLevel()
    for text in TEXTS:
        limit = random.randrange(1, 40)
        stream, theirs, reply = decoders.DecodeStream(), [], ""
        for number in tokenizer.encode(text).ids[:limit]:
            if chunk := stream.step(tokenizer, number):
                reply += chunk
                theirs.append(reply)
        tokens = Bytes(text)
        ours = list(solution.chat_fn("?", [], lambda messages, tokens=tokens: tokens, limit))
        assert ours == theirs, (text, ours, theirs)
        assert tokens.closed
