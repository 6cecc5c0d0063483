def to_bytes_ids(s):
    return [b for c in s for b in c.encode()]


def from_bytes_ids(ids):
    out = ""
    for b in ids:
        try:
            out = out + bytes((b,)).decode("ascii")
        except UnicodeDecodeError:
            out = out + "\ufffd"
    return out
