import torch
from torch import Tensor, nn


def export(model: nn.Module, sample: Tensor, path: str, dynamic: dict[int, str]) -> None:
    """Write the model, as it computes in evaluation, to an ONNX file with input "x" and output "y".

    dynamic names the axes of the input that may have any size: {0: "batch", 1: "length"}. All others stay as they are
    in the sample. The model is left as it was.
    """
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        torch.onnx.export(
            model,
            (sample,),
            path,
            input_names=["x"],
            output_names=["y"],
            dynamic_shapes=(dynamic,),
            dynamo=True,
            verbose=False,
        )
    finally:
        for module, was_training in modes:  # not model.train(): some parts may have been frozen in eval
            module.training = was_training
