import torch.nn.functional as F


def conv2d(x, w, b=None, stride=1, padding=0):
    """Windows as a view of six axes, without copying: (B, C, oh, ow, kh, kw)."""
    x = F.pad(x, [padding] * 4)
    windows = x.unfold(2, w.shape[2], stride).unfold(3, w.shape[3], stride)
    y = (windows[:, None] * w[None, :, :, None, None]).sum(dim=(2, 5, 6))
    if b is not None:
        y += b.view(-1, 1, 1)
    return y
