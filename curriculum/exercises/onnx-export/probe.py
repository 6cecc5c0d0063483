"""A small text classifier, exported twice and run by ONNX Runtime; in training it takes another way than in evaluation."""

import contextlib
import functools
import io
import logging
import os
import tempfile
import warnings

import numpy as np
import torch
from torch import nn

SHAPES = ((2, 5), (1, 5), (4, 5), (2, 3), (3, 9), (1, 1))


class Classifier(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.emb, self.pos = nn.Embedding(11, 6), nn.Embedding(20, 6)
        self.norm, self.aux, self.out = nn.LayerNorm(6), nn.Linear(6, 6), nn.Linear(6, 3)
        self.load_state_dict(weights)

    def forward(self, ids):
        h = self.emb(ids) + self.pos(torch.arange(ids.shape[1]))
        if self.training:  # a path that exists for training only
            h = h + torch.relu(self.aux(h))
        return self.out(self.norm(h.mean(1)))


def make_cases(rng):
    shapes = {"emb.weight": (11, 6), "pos.weight": (20, 6), "norm.weight": (6,), "norm.bias": (6,)}
    shapes |= {"aux.weight": (6, 6), "aux.bias": (6,), "out.weight": (3, 6), "out.bias": (3,)}
    weights = {name: torch.from_numpy(rng.standard_normal(shape).astype(np.float32)) for name, shape in shapes.items()}
    ids = {f"{b} x {t}": torch.from_numpy(rng.integers(0, 11, (b, t))) for b, t in SHAPES}
    return {"weights": weights, "ids": ids}


exported = {}  # an export takes seconds: all observations of one attempt on one case look at the same two files


def share_operators():
    """Have torch build its table of ONNX operators once: that is half of an export, and always the same table."""
    from torch.onnx._internal.exporter._registration import ONNXRegistry

    if not hasattr(ONNXRegistry.from_torchlib, "cache_info"):
        ONNXRegistry.from_torchlib = staticmethod(functools.cache(ONNXRegistry.from_torchlib))


def observe(module, inputs, device):
    share_operators()
    weights, ids = inputs["weights"], inputs["ids"]
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")

    def run(dynamic, training):
        """Export once; return the path and the model, or what was raised."""
        key = (id(module), training, tuple(weights["out.bias"].tolist()))
        if key not in exported:
            model = Classifier(weights).train(training)
            model.pos.weight.requires_grad_(False)
            model.norm.eval()
            path = os.path.join(tempfile.mkdtemp(), "model.onnx")
            try:
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    module.export(model, ids["2 x 5"].clone(), path, dict(dynamic))
                exported[key] = (path, model, module)
            except Exception as error:
                exported[key] = (f"raises {type(error).__name__}", model, module)
        return exported[key][:2]

    def both():
        return run({0: "batch", 1: "length"}, training=True)

    def graph(path):
        import onnx

        if not os.path.exists(path):
            return path if path.startswith("raises") else "no file"
        try:
            onnx.checker.check_model(onnx.load(path))
        except Exception:
            return "not a valid ONNX file"
        return onnx.load(path).graph

    def interface():
        found = graph(both()[0])
        if isinstance(found, str):
            return found
        types = [value.type.tensor_type.elem_type for value in found.input]
        return {
            "inputs": [value.name for value in found.input],
            "outputs": [value.name for value in found.output],
            "types": [{1: "float32", 6: "int32", 7: "int64"}.get(number, number) for number in types],
        }

    def outputs(names):
        import onnxruntime

        path, model = both()
        try:
            session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        except Exception:
            return "ONNX Runtime cannot load it"
        found, name = {}, session.get_inputs()[0].name
        kind = np.int32 if "int32" in session.get_inputs()[0].type else np.int64
        for key in names:
            try:
                found[key] = torch.from_numpy(session.run(None, {name: ids[key].numpy().astype(kind)})[0])
            except Exception:
                found[key] = "this shape is refused"
        return found

    def axes():
        def sizes(path):
            found = graph(path)
            if isinstance(found, str):
                return found
            return [[d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim] for value in found.input]

        return {"both asked for": sizes(both()[0]), "one asked for": sizes(run({1: "length"}, training=False)[0])}

    def kept():
        def state(model, training):
            same = all(bool((value == weights[key]).all()) for key, value in model.state_dict().items())
            return {
                "training": [module.training for module in model.modules()],
                "requires_grad": [parameter.requires_grad for parameter in model.parameters()],
                "weights": same,
            }

        return [state(both()[1], True), state(run({1: "length"}, training=False)[1], False)]

    return {
        "interface": interface,
        "sample": lambda: outputs(["2 x 5"]),
        "shapes": lambda: outputs(list(ids)),
        "axes": axes,
        "model-kept": kept,
    }
