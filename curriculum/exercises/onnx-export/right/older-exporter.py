import copy

import torch


def export(model, sample, path, dynamic):
    """The exporter built on TorchScript, on a copy: it switches back too, but only as a whole."""
    torch.onnx.export(
        copy.deepcopy(model),
        sample,
        path,
        dynamo=False,
        input_names=["x"],
        output_names=["y"],
        dynamic_axes={"x": dynamic, "y": {axis: name for axis, name in dynamic.items() if axis == 0}},
    )
