import torch


def pool(h, mask, how):
    rows = []
    for vectors, real in zip(h, mask):
        kept = vectors[real]
        if how == "mean":
            rows.append(kept.mean(0))
        elif how == "cls":
            rows.append(kept[0])
        elif how == "last":
            rows.append(kept[-1])
        else:
            raise ValueError(how)
    return torch.stack(rows)
