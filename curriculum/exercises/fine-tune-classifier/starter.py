import torch
import torch.nn.functional as F
from torch import Tensor, nn

Example = tuple[Tensor, str]  # token ids (T,) and the name of a class
BATCH = 16


def finetune(
    model: nn.Module, train_ds: list[Example], val_ds: list[Example], epochs: int, lr: float, seed: int
) -> dict[str, float]:
    """Train what requires a gradient; leave the model in eval mode with the weights of its best epoch.

    Returns macro_f1 and accuracy on val_ds, and the number of that epoch, from 1.
    """
    raise NotImplementedError
