"""Whom onnx-export agrees with."""

import logging
import tempfile
from types import ModuleType

import torch
from torch import nn


def agree(solution: ModuleType) -> None:
    """ONNX Runtime, and ONNX's own reference in NumPy, on what the file says."""
    import onnxruntime
    from onnx.reference import ReferenceEvaluator

    logging.disable(logging.WARNING)
    encoder = nn.Sequential(nn.Embedding(9, 6), nn.Dropout(0.5), nn.Linear(6, 5), nn.GELU(), nn.LayerNorm(5)).float()
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/model.onnx"
        solution.export(encoder.train(), torch.zeros(2, 4, dtype=torch.int64), path, {0: "batch", 1: "length"})
        session, reference = onnxruntime.InferenceSession(path), ReferenceEvaluator(path)
        for shape in ((2, 4), (1, 1), (5, 3)):
            x = torch.randint(0, 9, shape)
            assert encoder.training
            wanted = encoder.eval()(x).detach()
            encoder.train()
            for runtime in (session, reference):
                (found,) = runtime.run(["y"], {"x": x.numpy()})
                assert (torch.from_numpy(found) - wanted).abs().max() < 1e-4
