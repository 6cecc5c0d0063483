import torch
from torch import Tensor, nn


def export(model: nn.Module, sample: Tensor, path: str, dynamic: dict[int, str]) -> None:
    torch.onnx.export(
        model,
        (sample,),
        path,
        training=torch.onnx.TrainingMode.PRESERVE,  # as today's exporter always does
        input_names=["x"],
        output_names=["y"],
        dynamic_axes={"x": dynamic},
        dynamo=False,
    )
