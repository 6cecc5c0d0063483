"""Whom byte-level-encoding agrees with."""

import random
import re
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """The byte-level splitter and decoder of tokenizers, which write each byte as one printable character."""
    from tokenizers import decoders, pre_tokenizers

    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    letter_of = {byte: chr(byte) for byte in printable}
    for byte in range(256):
        letter_of.setdefault(byte, chr(256 + len(letter_of) - len(printable)))
    byte_of = {letter: byte for byte, letter in letter_of.items()}
    splitter = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    decoder = decoders.ByteLevel()

    for _ in range(20):
        text = "".join(random.choice("ab \n\téü学习茶模🍵🙂e\u0301Ａ") for _ in range(12))
        ids = solution.to_bytes_ids(text)
        assert ids == [byte_of[letter] for piece, _ in splitter.pre_tokenize_str(text) for letter in piece]
        assert solution.from_bytes_ids(ids) == text
        broken = [*ids, *random.choices(range(256), k=6), *ids[:-1]]
        theirs = decoder.decode(["".join(letter_of[at] for at in broken)])
        ours = solution.from_bytes_ids(broken)
        assert collapsed(ours) == collapsed(theirs)


def collapsed(text: str) -> str:
    """With one U+FFFD per broken part, however many there were."""
    return re.sub("\ufffd+", "\ufffd", text)
