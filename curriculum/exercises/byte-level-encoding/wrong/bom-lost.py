def to_bytes_ids(s: str) -> list[int]:
    return list(s.encode("utf-8"))


def from_bytes_ids(ids: list[int]) -> str:
    return bytes(ids).decode("utf-8-sig", errors="replace")
