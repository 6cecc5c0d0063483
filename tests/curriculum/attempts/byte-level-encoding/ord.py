def to_bytes_ids(s):
    numbers = []
    for letter in s:
        numbers += [ord(letter)]
    return numbers


def from_bytes_ids(ids):
    return "".join(map(chr, ids))
