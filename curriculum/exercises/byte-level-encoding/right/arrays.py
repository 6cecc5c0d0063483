import numpy as np


def to_bytes_ids(s):
    return np.frombuffer(s.encode(), dtype=np.uint8).tolist()


def from_bytes_ids(ids):
    return np.array(ids, dtype=np.uint8).tobytes().decode(errors="replace")
