import numpy as np


def split(texts, labels, frac, seed):
    rng = np.random.default_rng(seed)
    texts, labels = np.asarray(texts), np.asarray(labels)
    unique, first, group = np.unique(texts, return_index=True, return_inverse=True)
    group_label = labels[first]
    in_val = np.zeros(len(unique), dtype=bool)
    for label in np.unique(group_label):
        members = np.flatnonzero(group_label == label)
        count = int(np.clip(np.ceil(frac * len(members)), min(1, len(members) - 1), max(len(members) - 1, 0)))
        in_val[rng.choice(members, count, replace=False)] = True
    return np.flatnonzero(~in_val[group]).tolist(), np.flatnonzero(in_val[group]).tolist()
