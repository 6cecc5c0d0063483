def to_bytes_ids(s):
    ids = []
    for point in map(ord, s):
        if point < 0x80:
            ids.append(point)
        elif point < 0x800:
            ids += [0xC0 | point >> 6, 0x80 | point & 0x3F]
        elif point < 0x10000:
            ids += [0xE0 | point >> 12, 0x80 | point >> 6 & 0x3F, 0x80 | point & 0x3F]
        else:
            ids += [0xF0 | point >> 18, 0x80 | point >> 12 & 0x3F, 0x80 | point >> 6 & 0x3F, 0x80 | point & 0x3F]
    return ids


def from_bytes_ids(ids):
    """Tries each length; a byte that begins nothing whole becomes one replacement character."""
    data, text, at = bytes(ids), "", 0
    while at < len(data):
        for length in (1, 2, 3, 4):
            try:
                text += data[at : at + length].decode("utf-8")
                at += length
                break
            except UnicodeDecodeError:
                continue
        else:
            text += "\N{REPLACEMENT CHARACTER}"
            at += 1
    return text
