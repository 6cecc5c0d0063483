import codecs


def to_bytes_ids(s):
    return [int(b) for b in codecs.encode(s, "utf-8")]


def from_bytes_ids(ids):
    text = ""
    try:
        text = codecs.decode(bytes(ids), "utf-8")
    except ValueError:
        pass
    return text
