def to_bytes_ids(s: str) -> list[int]:
    return [ord(char) for char in s]


def from_bytes_ids(ids: list[int]) -> str:
    return "".join(chr(at) for at in ids)
