import io

import torch


def export(model, sample, path, dynamic):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    program = io.BytesIO()
    torch.onnx.export(
        model, (sample,), program, input_names=["x"], output_names=["y"], dynamic_axes={"x": dynamic}, dynamo=False
    )
    for module, training in modes:
        module.training = training
    return program
