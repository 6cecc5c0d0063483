def to_bytes_ids(s: str) -> list[int]:
    return [list(char.encode("utf-8")) for char in s]


def from_bytes_ids(ids: list[int]) -> str:
    return bytes(ids).decode("utf-8", errors="replace")
