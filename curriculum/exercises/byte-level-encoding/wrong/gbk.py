def to_bytes_ids(s: str) -> list[int]:
    return list(s.encode("gbk"))


def from_bytes_ids(ids: list[int]) -> str:
    return bytes(ids).decode("gbk", errors="replace")
