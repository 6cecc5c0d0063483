def chunk(text, size, overlap):
    if not (size > overlap >= 0):
        raise ValueError("size and overlap")
    raw, out, at = bytes(text, "utf8"), [], 0
    while raw[at:]:
        part = raw[at : at + size]
        out += [(at, at + len(part), str(part, "utf8", errors="replace"))]
        if at + size >= len(raw):
            break
        at = at + size - overlap
    return out
