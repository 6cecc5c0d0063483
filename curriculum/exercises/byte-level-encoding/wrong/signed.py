def to_bytes_ids(s: str) -> list[int]:
    return [at - 256 if at > 127 else at for at in s.encode("utf-8")]


def from_bytes_ids(ids: list[int]) -> str:
    return bytes(at % 256 for at in ids).decode("utf-8", errors="replace")
