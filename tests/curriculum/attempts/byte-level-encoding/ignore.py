def to_bytes_ids(s):
    return [*bytes(s, "utf-8")]


def from_bytes_ids(ids):
    return str(bytearray(ids), "utf-8", "ignore")
