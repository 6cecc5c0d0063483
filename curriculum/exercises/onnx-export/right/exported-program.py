import copy

import torch
from torch.export import Dim


def export(model, sample, path, dynamic):
    """Two stages: a graph by torch.export, of a copy, then its translation."""
    twin = copy.deepcopy(model).eval()
    shapes = {axis: Dim(name) for axis, name in dynamic.items()}
    program = torch.export.export(twin, (sample,), dynamic_shapes=(shapes,))
    written = torch.onnx.export(
        program, input_names=["x"], output_names=["y"], dynamic_shapes=(dynamic,), verbose=False
    )
    written.save(path)
