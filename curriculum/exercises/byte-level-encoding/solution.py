def to_bytes_ids(s: str) -> list[int]:
    """The UTF-8 bytes of s as integers from 0 to 255."""
    return list(s.encode("utf-8"))


def from_bytes_ids(ids: list[int]) -> str:
    """The text that these bytes spell in UTF-8; broken parts become U+FFFD."""
    return bytes(ids).decode("utf-8", errors="replace")  # all bytes at once
