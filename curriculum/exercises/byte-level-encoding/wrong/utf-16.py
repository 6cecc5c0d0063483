def to_bytes_ids(s: str) -> list[int]:
    return list(s.encode("utf-16"))


def from_bytes_ids(ids: list[int]) -> str:
    return bytes(ids).decode("utf-16", errors="replace")
