"""Whom encoder-block agrees with."""

from types import ModuleType

import torch
from compare import leaf, same_with_gradients
from torch import nn


def agree(solution: ModuleType) -> None:
    for norm_first in (True, False):
        agree_on(solution, norm_first)


def agree_on(solution: ModuleType, norm_first: bool) -> None:
    padding = torch.zeros(3, 6, dtype=torch.bool)
    padding[0, 4:], padding[1, 0] = True, True
    theirs = nn.TransformerEncoderLayer(12, 3, 20, dropout=0.0, batch_first=True, norm_first=norm_first)
    for parameter in theirs.parameters():
        nn.init.normal_(parameter, std=0.5)
    ours = solution.EncoderBlock(12, 3, 20, norm_first=norm_first)
    ours.load_state_dict(theirs.state_dict())
    x = leaf(3, 6, 12)
    same_with_gradients(lambda: ours(x), lambda: theirs(x), [x], f"norm_first={norm_first}")
    same_with_gradients(
        lambda: ours(x, padding)[~padding],
        lambda: theirs(x, src_key_padding_mask=padding)[~padding],
        [x],
        f"norm_first={norm_first} with padding",
    )
