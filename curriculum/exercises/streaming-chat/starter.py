from collections.abc import Callable, Iterator
from typing import Any


def chat_fn(message: str, history: list[dict], stream: Callable[[list[dict]], Any], limit: int) -> Iterator[str]:
    """Yield the reply as it grows, each time whole, from a stream of tokens in bytes.

    Ends at the end marker, after `limit` tokens, or when the reader leaves; the stream is closed in any case.
    """
    raise NotImplementedError
