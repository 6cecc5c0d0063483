"""Whom small-cnn agrees with: its formula by other functions of torch, and the claim that it is a convolution."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import same


def agree(solution: ModuleType) -> None:
    model = solution.SmallCNN().eval()
    x = torch.randn(3, 1, 8, 8)
    h = x
    for conv in (model.conv1, model.conv2):
        rows = F.unfold(h, 3, padding=1).transpose(1, 2) @ conv.weight.flatten(1).T + conv.bias
        maps = rows.transpose(1, 2).unflatten(2, h.shape[2:]).clamp(min=0)
        h = maps.unfold(2, 2, 2).unfold(3, 2, 2).amax(dim=(-1, -2))
    same(model.features(x), h, "unfold and products")
    same(model(x), F.linear(h.reshape(3, -1), model.head.weight, model.head.bias), "the logits")
    image = torch.zeros(1, 1, 48, 48)
    image[..., 20:28, 20:28] = torch.randn(8, 8)
    moved = model.features(image.roll((4, -8), (2, 3)))
    same(moved[..., 3:-3, 3:-3], model.features(image).roll((1, -2), (2, 3))[..., 3:-3, 3:-3], "translation")
