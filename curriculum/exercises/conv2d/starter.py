import torch
import torch.nn.functional as F
from torch import Tensor


def conv2d(x: Tensor, w: Tensor, b: Tensor | None = None, stride: int = 1, padding: int = 0) -> Tensor:
    """Slide each kernel over the image and sum the products, over the window and over all input channels.

    x: (B, C, H, W). w: (O, C, kh, kw). b: (O,) or None. Zeros are put around the image, `padding` on each side.
    Returns (B, O, oh, ow), oh = (H + 2 padding - kh) // stride + 1, and ow likewise from W and kw.
    """
    raise NotImplementedError
