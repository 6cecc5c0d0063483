import torch


def checkpoint_seq(fns, x, segments):
    n = len(fns)
    per_segment = -(-n // segments)
    saved = []
    for start in range(0, n, per_segment):
        saved.append(x)  # "checkpoints"
        for f in fns[start : start + per_segment]:
            x = f(x)
    return x
