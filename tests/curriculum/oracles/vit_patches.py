"""Whom vit-patches agrees with: F.unfold, F.fold and a convolution whose stride is its kernel."""

from types import ModuleType

import torch.nn.functional as F
from compare import leaf, same, same_with_gradients


def agree(solution: ModuleType) -> None:
    for p, height, width in ((2, 6, 8), (3, 3, 9), (1, 2, 5)):
        x, weight, patches = leaf(2, 3, height, width), leaf(4, 3, p, p), leaf(2, height * width // p**2, 3 * p * p)
        ours = solution.patchify(x, p)
        same(ours, F.unfold(x, p, stride=p).transpose(1, 2), f"F.unfold, p = {p}")
        same(ours @ weight.reshape(4, -1).T, F.conv2d(x, weight, stride=p).flatten(2).mT, f"convolution, p = {p}")
        whole = solution.unpatchify(patches, p, height, width)
        same(whole, F.fold(patches.mT, (height, width), p, stride=p), f"F.fold, p = {p}")
    x = leaf(2, 3, 4, 6)
    same_with_gradients(lambda: solution.patchify(x, 2), lambda: F.unfold(x, 2, stride=2).mT, [x], "F.unfold")
