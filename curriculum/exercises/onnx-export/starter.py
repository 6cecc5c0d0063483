import torch
from torch import Tensor, nn


def export(model: nn.Module, sample: Tensor, path: str, dynamic: dict[int, str]) -> None:
    """Write the model, as it computes in evaluation, to an ONNX file with input "x" and output "y".

    dynamic names the axes of the input that may have any size: {0: "batch", 1: "length"}. All others stay as they are
    in the sample. The model is left as it was.
    """
    raise NotImplementedError
