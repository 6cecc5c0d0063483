def to_bytes_ids(s: str) -> list[int]:
    return list(s.encode("utf-8"))


def from_bytes_ids(ids: list[int]) -> str:
    return "".join(bytes([at]).decode("utf-8") for at in ids)
