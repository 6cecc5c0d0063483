def to_bytes_ids(s: str) -> list[int]:
    return list(s.encode("ascii", errors="replace"))


def from_bytes_ids(ids: list[int]) -> str:
    return bytes(ids).decode("utf-8", errors="replace")
