import torch
from torch.export import Dim


def export(model, sample, path, dynamic):
    shapes = [{}]
    for axis in dynamic:
        shapes[0][axis] = Dim(dynamic[axis], min=1, max=512)
    args = tuple([sample])
    torch.onnx.export(
        model.eval(), args, path, dynamo=True, dynamic_shapes=tuple(shapes), input_names=["x"], output_names=["y"]
    )
