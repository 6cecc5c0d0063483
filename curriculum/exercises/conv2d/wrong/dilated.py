import torch
import torch.nn.functional as F
from torch import Tensor


def conv2d(x: Tensor, w: Tensor, b: Tensor | None = None, stride: int = 1, padding: int = 0) -> Tensor:
    kh, kw = w.shape[2:]
    reach_h, reach_w = ((kh - 1) * stride + 1, (kw - 1) * stride + 1)
    x = F.pad(x, (padding, padding, padding, padding))
    oh = (x.shape[2] - reach_h) + 1
    ow = (x.shape[3] - reach_w) + 1
    out = x.new_zeros(x.shape[0], w.shape[0], oh, ow)
    for i in range(kh):
        for j in range(kw):
            met = x[:, :, i * stride : i * stride + oh, j * stride : j * stride + ow]
            out = out + torch.einsum("bchw,oc->bohw", met, w[:, :, i, j])
    if b is not None:
        out = out + b[:, None, None]
    return out
