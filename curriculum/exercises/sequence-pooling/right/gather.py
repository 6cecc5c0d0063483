import torch


def pool(h, mask, how):
    mask = mask.to(torch.long)
    if how == "mean":
        return torch.bmm(mask.unsqueeze(1).to(h.dtype), h).squeeze(1) / mask.sum(1).unsqueeze(1)
    if how == "cls":
        index = mask.argmax(dim=1)
    elif how == "last":
        index = mask.shape[1] - 1 - mask.flip(1).argmax(dim=1)
    else:
        raise ValueError("how")
    return h.gather(1, index.view(-1, 1, 1).expand(-1, 1, h.shape[2]))[:, 0]
