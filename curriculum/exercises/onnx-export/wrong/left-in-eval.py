import torch
from torch import Tensor, nn


def export(model: nn.Module, sample: Tensor, path: str, dynamic: dict[int, str]) -> None:
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        torch.onnx.export(
            model,
            (sample,),
            path,
            input_names=["x"],
            output_names=["y"],
            dynamic_axes={"x": dynamic},
            dynamo=False,
        )
    finally:
        pass
