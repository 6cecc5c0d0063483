import codecs


def to_bytes_ids(s):
    ids = []
    for char in s:
        ids.extend(bytearray(char, "utf8"))
    return ids


def from_bytes_ids(ids):
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    text = "".join(decoder.decode(bytes([at])) for at in ids)  # the decoder remembers unfinished bytes
    return text + decoder.decode(b"", final=True)
