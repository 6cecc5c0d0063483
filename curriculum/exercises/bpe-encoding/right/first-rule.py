import re


def bpe_encode(word, merges):
    """Goes through the merges and starts again after each that applied; symbols between control characters."""
    text = "\0" + "\0\0".join(word) + "\0" if word else ""
    applied = True
    while applied:
        applied = False
        for left, right in merges:
            pattern = re.escape(f"\0{left}\0\0{right}\0")
            text, applied = re.subn(pattern, lambda _: f"\0{left}{right}\0", text)
            if applied:
                break
    return re.findall("[^\0]+", text)
